import { userInfo } from 'node:os';

/** The default author of a change: the user of the operating system. */
export function systemUser(env: Readonly<Record<string, string | undefined>>): string {
  try {
    return userInfo().username;
  } catch {
    // The user of a container may have a number but no name.
    return env['USER'] || env['LOGNAME'] || 'unknown';
  }
}
