// Not from `node:fs`, whose import also loads `node:stream`.
import { constants, type FileHandle, lstat, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { openOwnFile } from './regular-file.js';

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** The next text of a file, beside it until it takes its place. */
export interface Draft {
  /** Where it is: beside its file, under a random name. */
  readonly path: string;
  /** Open for writing. */
  readonly file: FileHandle;
}

/** A new empty draft for the file at `path`, with exactly this mode or, without one, that of any new file. */
export async function openDraft(path: string, mode: number | undefined): Promise<Draft> {
  // A name that can be guessed could be planted as a link, and two containers with the same process id would share it.
  const draft = `${prefixOf(path)}${crypto.randomUUID()}.tmp`;
  const file = await openOwnFile(draft, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, mode);
  // The umask was applied to it.
  if (mode !== undefined) await file.chmod(mode);
  return { path: draft, file };
}

/** Removes the drafts for the file at `path` that killed processes left behind, those older than so many milliseconds. */
export async function removeDrafts(path: string, olderThanMs: number): Promise<void> {
  const prefix = basename(prefixOf(path));
  for (const name of await readdir(dirname(path))) {
    const isDraft = name.startsWith(prefix) && name.endsWith('.tmp');
    if (!isDraft || !UUID.test(name.slice(prefix.length, -'.tmp'.length))) continue;
    const draft = join(dirname(path), name);
    if (olderThanMs === 0 || Date.now() - (await writtenAt(draft)) > olderThanMs) {
      await rm(draft, { force: true });
    }
  }
}

function prefixOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.`);
}

/** Another process may have removed it. */
async function writtenAt(path: string): Promise<number> {
  return lstat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Date.now(),
  );
}
