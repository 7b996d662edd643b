import { isDeepStrictEqual } from 'node:util';
import { textsOf } from '../plain/read-hash.js';
import { afterAnnouncement, announcesAsFound } from './after-announcement.js';
import type { Place } from './begin-epoch.js';
import { type Difference, differences, judgeRead } from './comparison.js';
import { OtherVersionError } from './errors.js';
import type { Follower } from './follower.js';
import { helperKey, scriptKeys } from './helper-keys.js';
import { inChunks } from '../chunks.js';
import { orWrongType } from './read-shadow.js';
import { ANNOUNCE_SCRIPT } from './scripts/announce-script.js';
import { SYNC_FIELDS, syncState, type SyncState } from './sync-state.js';

/** What became of a watch read: memory has what the hash had, or the shadow must be made anew, or followed anew. */
export type WatchOutcome = 'done' | 'reset' | 'restart';

/**
 * Reads the hash, announces what differs from memory, and resolves once that is applied. It reads again while others write
 * what it has read. `tookMs` is called with how long each read took.
 */
export async function watchRead(
  place: Place,
  follower: Follower,
  memory: ReadonlyMap<string, string>,
  tookMs: (ms: number) => void,
): Promise<WatchOutcome> {
  for (let attempt = 1; !follower.hasEnded; attempt++) {
    const sent = follower.position;
    const began = performance.now();
    const read = await readHash(place);
    tookMs(performance.now() - began);
    if (read.sync === 'version') throw new OtherVersionError();
    if (read.sync === 'broken') return 'reset';
    const { position } = read.sync;
    const judge = (): ReturnType<typeof judgeRead> => judgeRead(sent, follower.position, position);
    if (judge() === 'wait') await follower.reached(position);
    if (follower.hasEnded || judge() !== 'compare') return 'restart';

    const found = differences(read.texts, memory);
    // A name that is not text in the hash can't be asked for.
    const announceable = found.filter(({ name }) => !name.includes('\uFFFD'));
    if (announceable.length > 0) {
      const asFound = announcesAsFound(attempt);
      const outcome = await announce(place, follower, memory, announceable, asFound);
      // What was announced as found changed after the read: its push has the watcher read again.
      if (outcome === 'read' && asFound) return 'done';
      if (outcome !== 'read') return outcome;
      continue;
    }
    const isSound = found.length === 0 && read.hashLength === read.shadowLength;
    const isOfOneMoment = read.isOfOneMoment && follower.position.number === position.number;
    return isSound || !isOfOneMoment ? 'done' : 'reset';
  }
  return 'restart';
}

async function announce(
  { connection, key, channel }: Place,
  follower: Follower,
  memory: ReadonlyMap<string, string>,
  found: readonly Difference[],
  asFound: boolean,
): Promise<WatchOutcome | 'read'> {
  for (const chunk of inChunks(found, ({ name, text = '' }) => name.length + text.length)) {
    const texts = chunk.flatMap(({ name, text }) => [name, text === undefined ? '' : `+${text}`]);
    const args = [channel, asFound ? '1' : '', ...texts];
    const reply = (await ANNOUNCE_SCRIPT.run(connection, scriptKeys(key), args)) as readonly unknown[];
    const [status, epoch, number, outdated] = reply;
    if (status === 'version') throw new OtherVersionError();
    if (status === 'broken') return 'reset';
    const isRefused = status === 'refused';
    const announced = {
      outdated: isRefused || outdated === 1,
      epoch: Number(epoch),
      number: Number(number),
    };
    if (!isRefused) await follower.reached(announced);
    if (follower.hasEnded) return 'restart';
    const differs = chunk.some(({ name, text }) => memory.get(name) !== text);
    const next = afterAnnouncement(follower.position, announced, differs);
    if (next === 'wait') return 'restart';
    if (next !== 'done') return next;
  }
  return 'done';
}

interface HashRead {
  readonly texts: Map<string, string>;
  /** Where the shadow was after the hash was read. */
  readonly sync: SyncState;
  readonly hashLength: number;
  readonly shadowLength: number;
  /** Nothing was announced while hash and lengths were read. */
  readonly isOfOneMoment: boolean;
}

/** Reads the hash, which has the server push its next change, and then the position. */
async function readHash({ connection, key }: Place): Promise<HashRead> {
  const position = async (): Promise<SyncState> =>
    syncState(await orWrongType(connection.send('HMGET', helperKey(key, 'sync'), ...SYNC_FIELDS)));
  const [before, hash, length, sync] = await Promise.all([
    position(),
    connection.send('HGETALL', key),
    orWrongType(connection.send('HLEN', helperKey(key, 'shadow'))),
    position(),
  ]);
  const flat = hash as readonly string[];
  return {
    texts: textsOf(flat),
    sync,
    hashLength: flat.length / 2,
    shadowLength: Number(length ?? -1),
    isOfOneMoment: isDeepStrictEqual(before, sync),
  };
}
