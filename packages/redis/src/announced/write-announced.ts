import { conflictError, type StoreChange } from '@halyard/core/store';
import { Script } from '../connections/script.js';
import { changeArguments, COMPARE, READ } from '../plain/write-lua.js';
import { beginEpoch, type Standing } from './begin-epoch.js';
import type { Place } from './place.js';
import type { Position } from './position.js';
import { ANNOUNCE } from './scripts/announce-lua.js';

/**
 * ARGV: the channel, actor, comment, '1' to announce raw changes of the same names first, then `changeArguments`. Returns
 * {'ok', epoch, number}, {'conflict', name, stored text or false}, {'broken'} or {'version'}; or {'behind'} when there are
 * such changes: they may be part of a transaction that should be announced whole.
 */
const SCRIPT = new Script(
  `${ANNOUNCE}
local state, problem = read_sync()
if not state then return {problem} end
local first = 5
${READ}
local shown = redis.pcall('HMGET', shadow, unpack(names))
if shown.err then return {'broken'} end
local raw, found, replaced = differing(names, stored, shown)
if #raw > 0 and ARGV[4] ~= '1' then return {'behind'} end
if #raw > 0 then announce(state, raw, found, replaced, {}) end
${COMPARE}
store(hash, names, texts)
local function given(text) return text ~= '' and text or nil end
local written, new, old = differing(names, texts, stored, true)
if #written > 0 then announce(state, written, new, old, {actor = given(ARGV[2]), comment = given(ARGV[3])}) end
return {'ok', digits(state.epoch), state.number}
`,
  { writes: true },
);

const MAX_ATTEMPTS = 3;

/**
 * Writes and announces flags. Resolves with the number of the announcement. Rejects with `CONFLICT`, and with the server's
 * error. `watch` does a watch read.
 */
export async function writeAnnounced(
  place: Place,
  changes: readonly StoreChange[],
  standing: Standing,
  watch: () => Promise<void>,
): Promise<Pick<Position, 'epoch' | 'number'>> {
  const { actor = '', comment = '' } = changes[0] ?? {};
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const asFound = attempt === MAX_ATTEMPTS ? '1' : '';
    const reply = await place.run(SCRIPT, actor, comment, asFound, ...changes.flatMap(changeArguments));
    const [status, second, third] = reply;
    if (status === 'ok') return { epoch: Number(second), number: Number(third) };
    if (status === 'conflict') throw conflictError(String(second), third as string | null);
    await (status === 'behind' ? watch() : beginEpoch(place, standing));
  }
  throw new Error('the keys beside the hash change faster than they can be written');
}
