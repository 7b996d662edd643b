import { randomBytes } from 'node:crypto';
import { Script } from '../connections/script.js';
import type { Place } from './place.js';
import type { Position } from './position.js';
import { PROTOCOL_VERSION } from './protocol-version.js';
import { PUBLISH } from './scripts/publish-lua.js';

/**
 * The shadow is made anew from the hash, and the last message of the old epoch names the new one. Does so only if `sync` is
 * gone or broken, or is exactly where the caller stands. ARGV: the channel; '1' to begin with an empty shadow if there was
 * none; the caller's epoch, number and head, if it has a position. Returns {'ok'}, {'version'}, or {'secret'} if there is
 * not any secret yet.
 *
 * It never runs inside MULTI: Redis 7.0 would put the message into the middle of the caller's reply.
 */
const SCRIPT = new Script(`${PUBLISH}
local state, problem, rest = read_sync()
if problem == 'version' then return {'version'} end
if state and not (ARGV[3] == digits(state.epoch) and ARGV[4] == digits(state.number) and ARGV[5] == state.head) then
  return {'ok'}
end
local length = redis.pcall('HLEN', hash)
if type(length) == 'table' then return length end
if not (state or rest.secret) then return {'secret'} end
redis.call('HDEL', sync, 'none')
if not state then
  -- How large the log is was in "sync".
  redis.call('DEL', changes, before)
  state = {version = '${PROTOCOL_VERSION}', epoch = whole(ARGV[3]) or 0, number = whole(ARGV[4]) or 0,
    head = ARGV[5] or '', secret = rest.secret, bytes = 0}
end
redis.call('DEL', shadow)
if not (problem and ARGV[2] == '1') then
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

/** What a replica knows of the shadow that there was. */
export interface Standing {
  /** Where the replica stands. A sound shadow is made anew only if it stands there too. */
  readonly position?: Position | undefined;
  /** The secret that the replicas know, so that they can verify the messages that follow. */
  readonly secret: string | undefined;
  /** The hash was seen empty, so that what it holds now are changes to announce. */
  readonly wasEmpty?: boolean;
}

/** Makes the shadow anew from the hash, in a new epoch, if it is gone or broken or is exactly where the caller stands. */
export async function beginEpoch(place: Place, { position, secret, wasEmpty }: Standing): Promise<void> {
  const at = position === undefined ? [] : [String(position.epoch), String(position.number), position.head];
  const args = [wasEmpty ? '1' : '', ...at];
  const [status] = await place.run(SCRIPT, ...args);
  if (status !== 'secret') return;
  await storeSecret(place, secret ?? randomBytes(16).toString('hex'));
  await place.run(SCRIPT, ...args);
}

/** In a command of its own, since the slow log shows the arguments of a slow one. */
async function storeSecret(place: Place, secret: string): Promise<void> {
  const store = (): Promise<unknown> => place.ask('HSETNX', 'sync', 'secret', secret);
  if ((await store()) !== undefined) return;
  await place.ask('DEL', 'sync');
  await store();
}
