import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { openDraft } from './draft.js';
import { HalyardError } from './errors.js';

/** How {@link replaceFile} replaces. */
export interface Replacement {
  /** The mode of a file that is new. An existing one keeps its own. @default that of any new file */
  readonly newMode?: number;
  /** Runs when all but the last step is done; if it rejects, the file stays as it was. */
  readonly ready?: () => Promise<void>;
}

/**
 * Replaces a file as a whole: a reader sees the old text or the new one, and once it resolves the new one is on disk.
 * Rejects with `UNKNOWN_OUTCOME` if the file was replaced but may not survive a power cut, else if it was not.
 */
export async function replaceFile(path: string, text: string, options: Replacement = {}): Promise<void> {
  const draft = await openDraft(path, (await modeOf(path)) ?? options.newMode);
  try {
    try {
      await draft.file.writeFile(text);
      await draft.file.sync();
    } finally {
      await draft.file.close();
    }
    await options.ready?.();
    await rename(draft.path, path);
  } catch (error) {
    await rm(draft.path, { force: true }).catch(() => {});
    throw explained(error, path);
  }
  await syncFolder(dirname(path));
}

function explained(error: unknown, path: string): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall !== 'rename' || code !== 'EBUSY') return error;
  const message = `${path} is mounted by itself, so it can't be replaced: mount its folder instead`;
  return new Error(message, { cause: error });
}

async function modeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mode & 0o777;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
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
