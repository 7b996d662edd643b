import { Script } from '../../connections/script.js';
import { PROTOCOL_VERSION } from '../helper-keys.js';
import { PUBLISH } from './publish-lua.js';
import { SYNC } from './sync-lua.js';

/**
 * Begins a new epoch: the shadow is made anew from the hash, and the last message of the old epoch names the new one. Does
 * so only if `sync` is gone or broken, or is exactly where the caller stands. ARGV: the channel; the caller's epoch, number
 * and head, or ''; '1' to begin with an empty shadow if there was none. Returns {'ok'}, {'version'}, or {'secret'} if there is not any secret yet.
 *
 * It never runs inside MULTI: Redis 7.0 would put the message into the middle of the caller's reply.
 */
export const EPOCH_SCRIPT = new Script(`${SYNC}${PUBLISH}
local state, problem, rest = read_sync()
if problem == 'version' then return {'version'} end
if state and not (ARGV[2] == digits(state.epoch) and ARGV[3] == digits(state.number) and ARGV[4] == state.head) then
  return {'ok'}
end
local length = redis.pcall('HLEN', hash)
if type(length) == 'table' then return length end
if not (state or rest.secret) then return {'secret'} end
redis.call('HDEL', sync, 'none')
if not state then
  -- How large the log is was in "sync".
  redis.call('DEL', changes, before)
  state = {version = '${PROTOCOL_VERSION}', epoch = whole(ARGV[2]) or 0, number = whole(ARGV[3]) or 0, head = ARGV[4], secret = rest.secret, bytes = 0}
end
redis.call('DEL', shadow)
if not (problem and ARGV[5] == '1') then
  redis.call('COPY', hash, shadow)
  -- COPY copies the expiry too.
  redis.call('PERSIST', shadow)
end
-- What the log has of before does not lead to what the hash has now.
state.first = state.number + 1
local next_epoch = math.max(microseconds(), state.epoch + 1)
-- A caller that followed nothing can't continue the old epoch: a message of the new one has all replicas start over.
if state.epoch == 0 then state.epoch = next_epoch end
local message = {at = math.floor(microseconds() / 1000), next = digits(next_epoch),
  listeners = redis.call('PUBSUB', 'NUMSUB', channel)[2]}
publish(state, message, {})
return {'ok'}
`);
