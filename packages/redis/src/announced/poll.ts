import { Script } from '../connections/script.js';
import type { PollReply } from './after-poll.js';
import type { Place } from './place.js';
import { SYNC } from './scripts/sync-lua.js';
import { SLOT_EXPIRY_MS, SLOTS } from './slots.js';

/**
 * Where the shadow is, and the caller's watcher slot, if it has one or can take one (`slotToTake` in TypeScript). ARGV: the
 * channel; the caller, or '' to take no slot; '1' if the caller has just compared. Returns {'ok', length of the hash, length
 * of the shadow, epoch, number, head, secret, slot}, with slot -1 for none and length -1 for another type; {'broken', length
 * of the hash} or {'version'}; or the error of the hash.
 */
const SCRIPT = new Script(`${SYNC}
local caller, has_compared = ARGV[2], ARGV[3] == '1'
local state, problem = read_sync()
if problem == 'version' then return {problem} end
local length, shown = redis.pcall('HLEN', hash), redis.pcall('HLEN', shadow)
if type(length) == 'table' then return length end
if not state then return {problem, length} end
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
local taken = caller ~= '' and held == -1 and free ~= -1
local slot = taken and free or held
if slot ~= -1 and (taken or has_compared) then
  redis.call('HDEL', sync, 'none')
  redis.call('HSET', sync, 'slot:' .. slot, caller .. ' ' .. digits(now))
end
return {'ok', length, shown, digits(state.epoch), state.number, state.head, state.secret, slot}
`);

export interface Polled extends PollReply {
  readonly hashLength: number;
  /** Empty where `position` is `undefined`: the helper key is gone or was tampered with. */
  readonly secret: string;
  /** The watcher slot that the caller has. */
  readonly slot: number | undefined;
}

/**
 * Asks where the shadow is. `slot`: have or take a watcher slot, and whether the replica in it has just compared. Rejects
 * with `OtherVersionError`.
 */
export async function poll(place: Place, slot?: 'take' | 'compared'): Promise<Polled> {
  const reply = await place.run(SCRIPT, slot ? place.id : '', slot === 'compared' ? '1' : '');
  const [status, hashLength, shadowLength, epoch, number, head, secret = '', held = -1] = reply;
  return {
    position:
      status === 'ok' ? { epoch: Number(epoch), number: Number(number), head: String(head) } : undefined,
    secret: String(secret),
    slot: held === -1 ? undefined : Number(held),
    hashLength: Number(hashLength),
    shadowLength: shadowLength === -1 ? undefined : Number(shadowLength),
  };
}
