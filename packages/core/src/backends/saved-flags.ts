import { constants } from 'node:fs/promises';
import { removeDrafts } from '../base/draft.js';
import { openRegularFile } from '../base/regular-file.js';
import { replaceFile } from '../base/replace-file.js';

/** Says what the file is, and which version of the format; a reader refuses what it does not know. */
const FORMAT = 'halyard-flags/1';

/** Saving takes milliseconds: a draft this old was left behind by a process that was killed. */
const ABANDONED_MS = 60_000;

/** Flags as they were saved to disk. */
export interface SavedFlags {
  /** In milliseconds since the epoch. */
  readonly savedAt: number;
  readonly flags: readonly (readonly [name: string, text: string])[];
}

/**
 * Writes the file atomically: a reader, also after a crash or a full disk, finds either the old content or the
 * new one, whole. A new file is readable by its owner only; an existing one keeps its mode. Rejects with the file
 * system's error.
 */
export async function saveFlags(file: string, saved: SavedFlags): Promise<void> {
  const body = JSON.stringify(saved);
  await removeDrafts(file, ABANDONED_MS);
  await replaceFile(file, `${FORMAT} ${await checksum(body)}\n${body}\n`, { newMode: 0o600 });
}

/** Reads what `saveFlags` wrote; `undefined` when there is no file. Rejects with a sentence for any other content. */
export async function readSavedFlags(file: string): Promise<SavedFlags | undefined> {
  const content = await contentOf(file);
  if (content === undefined) return undefined;
  const [head = '', body = ''] = content.split('\n', 2);
  const [format, sum] = head.split(' ');
  if (!format?.startsWith('halyard-flags/')) throw new Error(`${file} is not a file of saved flags`);
  if (format !== FORMAT) throw new Error(`${file} has the format ${format}, this version reads ${FORMAT}`);
  if (sum !== (await checksum(body))) throw new Error(`${file} is damaged: its checksum is wrong`);
  return JSON.parse(body) as SavedFlags;
}

async function contentOf(path: string): Promise<string | undefined> {
  try {
    const file = await openRegularFile(path, constants.O_RDONLY);
    return await file.readFile('utf8').finally(() => file.close());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function checksum(text: string): Promise<string> {
  // Imported by those who save flags: it takes a sixth of the time that the import of Halyard takes.
  const { createHash } = await import('node:crypto');
  return createHash('sha256').update(text).digest('hex');
}
