import { userInfo } from 'node:os';

/** Who writes, unless the command line says: the user of the operating system. */
export function systemUser(env: Readonly<Record<string, string | undefined>>): string {
  try {
    return userInfo().username;
  } catch {
    // A container's user may have a number and no name.
    return env['USER'] || env['LOGNAME'] || 'unknown';
  }
}
