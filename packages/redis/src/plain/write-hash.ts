import { HalyardError } from '@halyard/core';
import { conflictError, type StoreChange } from '@halyard/core/store';
import type { Connection } from '../connections/connection.js';
import { Script } from '../connections/script.js';
import { isRefused } from '../connections/server-error.js';
import { changeArguments, COMPARE, READ, STORE } from './write-lua.js';

/**
 * Stores and removes fields if they hold the expected texts. KEYS: the hash. ARGV: name, text and expected text for each
 * change. Returns {'ok'} or {'conflict', name, stored text or false}.
 */
const SCRIPT = new Script(
  `${STORE}
local hash, first = KEYS[1], 1
${READ}
${COMPARE}
store(hash, names, texts)
return {'ok'}
`,
  { writes: true },
);

/**
 * Writes the hash and no other key. A user who may not run scripts can make only writes that do not depend on the stored
 * text. Rejects with `CONFLICT`, and with the server's error.
 */
export async function writeHash(
  connection: Connection,
  key: string,
  changes: readonly StoreChange[],
): Promise<void> {
  try {
    const reply = await SCRIPT.run(connection, [key], changes.flatMap(changeArguments));
    const [status, name, stored] = reply as readonly [string, string?, (string | null)?];
    if (status === 'conflict') throw conflictError(name!, stored ?? null);
  } catch (error) {
    if (!isRefused(error)) throw error;
    const guarded = changes.find(({ ifText }) => ifText !== undefined);
    if (guarded !== undefined) {
      throw new HalyardError(
        'STORE_FAILED',
        `flag "${guarded.name}" is not changed: a write that depends on the stored text needs the permission to run ` +
          `EVAL on the key "${key}"`,
        { cause: error },
      );
    }
    await writeWithoutScript(connection, key, changes);
  }
}

async function writeWithoutScript(
  connection: Connection,
  key: string,
  changes: readonly StoreChange[],
): Promise<void> {
  const stored = changes.flatMap(({ name, text }) => (text === undefined ? [] : [name, text]));
  const removed = changes.flatMap(({ name, text }) => (text === undefined ? [name] : []));
  if (stored.length > 0) await connection.send('HSET', key, ...stored);
  if (removed.length > 0) await connection.send('HDEL', key, ...removed);
}
