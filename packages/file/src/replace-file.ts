import { HalyardError } from '@halyard/core';
import { randomUUID } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isMissing } from './read-text.js';

/**
 * Replaces a file as a whole: a reader sees the old text or the new one, and when it resolves the new one is on
 * disk. `ready` runs when all but the last step is done; if it rejects, the file stays as it was. Rejects with
 * `UNKNOWN_OUTCOME` if the file was replaced but may not survive a power cut, else if it was not.
 */
export async function replaceFile(path: string, text: string, ready: () => Promise<void>): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    const mode = await modeOf(path);
    const file = await open(draft, 'wx');
    try {
      if (mode !== undefined) await file.chmod(mode);
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await ready();
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

async function modeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mode & 0o777;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

// A name in a folder is safe from a power cut only once the folder is; not every system can do that, or has to.
const CANNOT_SYNC: ReadonlySet<string | undefined> = new Set([
  'EISDIR',
  'EPERM',
  'EACCES',
  'EINVAL',
  'ENOTSUP',
]);

async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    await folder.sync().finally(() => folder.close());
  } catch (error) {
    if (CANNOT_SYNC.has((error as NodeJS.ErrnoException).code)) return;
    throw new HalyardError('UNKNOWN_OUTCOME', `${path}: the disk did not confirm what was written`, {
      cause: error,
    });
  }
}
