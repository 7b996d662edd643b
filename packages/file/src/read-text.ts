import { openRegularFile } from '@halyard/core/store';
import { constants } from 'node:fs';

/** A file's text, with its byte order mark; `undefined` when there is no such file. Rejects for what is not UTF-8. */
export async function readText(path: string, signal?: AbortSignal): Promise<string | undefined> {
  const bytes = await readBytes(path, signal);
  try {
    return bytes && new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new Error('it is not UTF-8', { cause: error });
  }
}

async function readBytes(path: string, signal: AbortSignal | undefined): Promise<Buffer | undefined> {
  try {
    const file = await openRegularFile(path, constants.O_RDONLY);
    return await file.readFile(signal === undefined ? {} : { signal }).finally(() => file.close());
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** True for the error of a file that is not there. */
export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
}
