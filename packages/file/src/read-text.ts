import { readFile } from 'node:fs/promises';

/** A file's text without a byte order mark; `undefined` when there is no such file. Rejects for what is not UTF-8. */
export async function readText(path: string, signal?: AbortSignal): Promise<string | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path, signal === undefined ? {} : { signal });
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Error('it is not UTF-8', { cause: error });
  }
}

/** True for the error of a file that is not there. */
export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
}
