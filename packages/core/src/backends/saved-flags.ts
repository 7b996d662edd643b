import { createHash } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';

/** Says what the file is, and which version of the format; a reader refuses what it does not know. */
const FORMAT = 'halyard-flags/1';

/** Flags as they were saved to disk. */
export interface SavedFlags {
  /** In milliseconds since the epoch. */
  readonly savedAt: number;
  readonly flags: readonly (readonly [name: string, text: string])[];
}

/**
 * Writes the file atomically: a reader, also after a crash or a full disk, finds either the old content or the
 * new one, whole. Rejects with the file system's error.
 */
export async function saveFlags(file: string, saved: SavedFlags): Promise<void> {
  const body = JSON.stringify(saved);
  const temporary = `${file}.${process.pid}.new`;
  try {
    const handle = await open(temporary, 'w', 0o600);
    try {
      await handle.writeFile(`${FORMAT} ${checksum(body)}\n${body}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}

/** Reads what `saveFlags` wrote; `undefined` when there is no file. Rejects with a sentence for any other content. */
export async function readSavedFlags(file: string): Promise<SavedFlags | undefined> {
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const [head = '', body = ''] = content.split('\n', 2);
  const [format, sum] = head.split(' ');
  if (!format?.startsWith('halyard-flags/')) throw new Error(`${file} is not a file of saved flags`);
  if (format !== FORMAT) throw new Error(`${file} has the format ${format}, this version reads ${FORMAT}`);
  if (sum !== checksum(body)) throw new Error(`${file} is damaged: its checksum is wrong`);
  return JSON.parse(body) as SavedFlags;
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
