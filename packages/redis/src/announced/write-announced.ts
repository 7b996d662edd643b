import { conflictError, type StoreChange } from '@halyard/core/store';
import { changeArguments } from '../plain/write-lua.js';
import { beginEpoch, type EpochOptions, type Place } from './begin-epoch.js';
import { OtherVersionError } from './errors.js';
import { scriptKeys } from './helper-keys.js';
import type { Position } from './position.js';
import { WRITE_SCRIPT } from './scripts/write-script.js';

const MAX_ATTEMPTS = 3;

/**
 * Writes and announces flags. Resolves with the number of the announcement. Rejects with `CONFLICT`, and with the server's
 * error. `watch` does a watch read.
 */
export async function writeAnnounced(
  place: Place,
  changes: readonly StoreChange[],
  from: EpochOptions,
  watch: () => Promise<void>,
): Promise<Pick<Position, 'epoch' | 'number'>> {
  const { connection, key, channel } = place;
  const { actor = '', comment = '' } = changes[0] ?? {};
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const asFound = attempt === MAX_ATTEMPTS ? '1' : '';
    const args = [channel, actor, comment, asFound, ...changes.flatMap(changeArguments)];
    const reply = (await WRITE_SCRIPT.runOnce(connection, scriptKeys(key), args)) as readonly unknown[];
    const [status, second, third] = reply;
    if (status === 'ok') return { epoch: Number(second), number: Number(third) };
    if (status === 'conflict') throw conflictError(String(second), third as string | null);
    if (status === 'version') throw new OtherVersionError();
    await (status === 'behind' ? watch() : beginEpoch(place, from));
  }
  throw new Error('the keys beside the hash change faster than they can be written');
}
