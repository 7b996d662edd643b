import type { SqlConnection } from '../../connections/connection.js';
import type { Following } from '../dialect.js';

/** How often to look, in milliseconds. A look takes some microseconds. */
const LOOK_MS = 20;

/**
 * Looks for changes: `data_version` is another number after a commit by another connection, and `total_changes()` after a
 * change over this one. Its timer never keeps the process alive.
 */
export async function followDataVersion(
  connection: SqlConnection,
  changed: () => void,
  isBusy: (error: unknown) => boolean,
  lost: () => void,
): Promise<Following> {
  let last = await look(connection);
  let looking = false;
  const timer = setInterval(async () => {
    if (looking) return;
    looking = true;
    try {
      const now = await look(connection);
      if (now === last) return;
      last = now;
      changed();
    } catch (error) {
      if (isBusy(error)) return;
      clearInterval(timer);
      lost();
    } finally {
      looking = false;
    }
  }, LOOK_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

async function look(connection: SqlConnection): Promise<string> {
  const [version] = await connection.query('PRAGMA data_version', []);
  const [own] = await connection.query('SELECT total_changes() AS changes', []);
  return `${String(version?.['data_version'])} ${String(own?.['changes'])}`;
}
