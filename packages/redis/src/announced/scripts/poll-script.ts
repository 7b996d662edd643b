import { Script } from '../../connections/script.js';
import { SLOT_EXPIRY_MS, SLOTS } from '../slots.js';
import { SYNC } from './sync-lua.js';

/**
 * Where the shadow is, and the caller's watcher slot, if it has one or can take one (`slotToTake` in TypeScript). ARGV: the
 * channel; the caller; '1' if the caller has just compared. Returns {'ok', epoch, number, head, secret, slot, length of the
 * hash, length of the shadow}, with slot -1 for none and length -1 for another type; {'broken'} or {'version'}; or the
 * error of the hash.
 */
export const POLL_SCRIPT = new Script(`${SYNC}
local caller, has_compared = ARGV[2], ARGV[3] == '1'
local state, problem = read_sync()
if not state then return {problem} end
local length, shown = redis.pcall('HLEN', hash), redis.pcall('HLEN', shadow)
if type(length) == 'table' then return length end
if type(shown) == 'table' then shown = -1 end

local now = math.floor(microseconds() / 1000)
local held, free = -1, -1
for slot = ${SLOTS - 1}, 0, -1 do
  local holder, at = (redis.call('HGET', sync, 'slot:' .. slot) or ''):match('^(%S+) (%d+)$')
  if holder == caller then held = slot end
  local age = holder and now - at
  if not holder or age < 0 or age >= ${SLOT_EXPIRY_MS} or
    redis.call('PUBSUB', 'NUMSUB', channel .. ':' .. holder)[2] == 0 then free = slot end
end
local taken = held == -1 and free ~= -1
local slot = taken and free or held
if slot ~= -1 and (taken or has_compared) then
  redis.call('HDEL', sync, 'none')
  redis.call('HSET', sync, 'slot:' .. slot, caller .. ' ' .. digits(now))
end
return {'ok', digits(state.epoch), state.number, state.head, state.secret, slot, length, shown}
`);
