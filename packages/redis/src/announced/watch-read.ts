import { inChunks, inSlices } from '@halyard/core/store';
import { Script } from '../connections/script.js';
import { SCRIPT_LIMITS } from '../script-limits.js';
import { textsOf } from '../plain/read-hash.js';
import { afterAnnouncement, announcesAsFound } from './after-announcement.js';
import { type Difference, differences, judgeRead } from './comparison.js';
import type { Follower } from './follower.js';
import type { Place } from './place.js';
import { poll } from './poll.js';
import { ANNOUNCE } from './scripts/announce-lua.js';

/**
 * Brings names that a watcher found to differ into the shadow. ARGV: the channel; '1' to announce what the hash holds now
 * even if it is not what was read; then name and text ('+' before it; '' for none) as read. Returns {'ok', epoch, number,
 * 1 if a text was not the one that was read: then nothing was announced, except with '1'}, {'broken'} or {'version'}.
 */
const SCRIPT = new Script(`${ANNOUNCE}
local state, problem = read_sync()
if not state then return {problem} end
local names = {}
for i = 3, #ARGV, 2 do names[#names + 1] = ARGV[i] end
local texts = redis.call('HMGET', hash, unpack(names))
local shown = redis.pcall('HMGET', shadow, unpack(names))
if shown.err then return {'broken'} end
local outdated = 0
for i = 1, #names do
  if (texts[i] and '+' .. texts[i] or '') ~= ARGV[2 * i + 2] then outdated = 1 end
end
local differ, new, old = differing(names, texts, shown)
if #differ > 0 and (outdated == 0 or ARGV[2] == '1') then announce(state, differ, new, old, {}) end
return {'ok', digits(state.epoch), state.number, outdated}
`);

/** What became of a watch read: memory has what the hash had, or the shadow must be made anew, or followed anew. */
export type WatchOutcome = 'done' | 'reset' | 'restart';

/**
 * Reads the hash, announces what differs from memory, and resolves once that is applied. It reads again while others write
 * what it has read. `hasRead` is called after each read, with when it began.
 */
export async function watchRead(
  place: Place,
  follower: Follower,
  hasRead: (began: number) => void,
): Promise<WatchOutcome> {
  for (let attempt = 1; !follower.hasEnded; attempt++) {
    const sent = follower.position;
    const began = performance.now();
    // The hash first, which has the server push its next change: the position that is found may not be older.
    const [hash, { position: found, shadowLength }] = await Promise.all([
      place.connection.send('HGETALL', place.key) as Promise<readonly string[]>,
      poll(place),
    ]);
    hasRead(began);
    if (found === undefined) return 'reset';
    const texts = await inSlices(textsOf(hash));
    const judge = (): ReturnType<typeof judgeRead> => judgeRead(sent, follower.position, found);
    if (judge() === 'wait') await follower.reached(found);
    if (follower.hasEnded || judge() !== 'compare') return 'restart';

    const different = differences(texts, follower.memory.texts);
    // A name that is not text in the hash can't be asked for.
    const announceable = different.filter(({ name }) => !name.includes('\uFFFD'));
    if (announceable.length === 0) {
      const isSound = different.length === 0 && hash.length / 2 === shadowLength;
      // Nothing was announced meanwhile, so that the lengths are those of one moment.
      const isOfOneMoment = sent.number === found.number && follower.position.number === found.number;
      return isSound || !isOfOneMoment ? 'done' : 'reset';
    }
    const asFound = announcesAsFound(attempt);
    const outcome = await announce(place, follower, announceable, asFound);
    if (outcome !== 'read') return outcome;
    // What was announced as found changed after the read: its push has the watcher read again.
    if (asFound) return 'done';
  }
  return 'restart';
}

async function announce(
  place: Place,
  follower: Follower,
  found: readonly Difference[],
  asFound: boolean,
): Promise<WatchOutcome | 'read'> {
  for (const chunk of inChunks(found, SCRIPT_LIMITS)) {
    const texts = chunk.flatMap(({ name, text }) => [name, text === undefined ? '' : `+${text}`]);
    const [status, epoch, number, outdated] = await place.run(SCRIPT, asFound ? '1' : '', ...texts);
    if (status === 'broken') return 'reset';
    const reply = { outdated: outdated === 1, epoch: Number(epoch), number: Number(number) };
    await follower.reached(reply);
    if (follower.hasEnded) return 'restart';
    const differs = chunk.some(({ name, text }) => follower.memory.texts.get(name) !== text);
    const next = afterAnnouncement(follower.position, reply, differs);
    if (next === 'wait') return 'restart';
    if (next !== 'done') return next;
  }
  return 'done';
}
