import { constants, type FileHandle, open } from 'node:fs/promises';

// Windows has neither.
const { O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants as Partial<typeof constants>;

/**
 * Opens a file with these `O_…` flags; `mode` is that of a new file. Rejects for a folder, a device and a named pipe, which
 * it never waits for.
 */
export async function openRegularFile(path: string, flags: number, mode?: number): Promise<FileHandle> {
  const file = await open(path, flags | O_NONBLOCK, mode);
  try {
    if ((await file.stat()).isFile()) return file;
    throw new Error(`${path} is not a regular file: move it away`);
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** The same for a file that only Halyard makes: where it is a symbolic link, another program planted that. */
export async function openOwnFile(path: string, flags: number, mode?: number): Promise<FileHandle> {
  try {
    return await openRegularFile(path, flags | O_NOFOLLOW, mode);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ELOOP') throw error;
    throw new Error(`${path} is a symbolic link, which is not followed: remove it`, { cause: error });
  }
}
