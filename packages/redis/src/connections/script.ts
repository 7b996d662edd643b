import { createHash } from 'node:crypto';
import type { Connection } from './connection.js';
import { serverErrorCode } from './server-error.js';

/** A Lua script, which the server runs atomically. */
export class Script {
  readonly #source: string;
  readonly #digest: string;

  constructor(source: string) {
    this.#source = source;
    this.#digest = createHash('sha1').update(source).digest('hex');
  }

  /** Runs it by its digest, and sends the source only to a server that does not have it. */
  async run(connection: Connection, keys: readonly string[], args: readonly string[]): Promise<unknown> {
    try {
      return await connection.send('EVALSHA', this.#digest, String(keys.length), ...keys, ...args);
    } catch (error) {
      if (serverErrorCode(error) !== 'NOSCRIPT') throw error;
      return this.runOnce(connection, keys, args);
    }
  }

  /** Sends the source at once. For a write: its outcome must not depend on a second command. */
  runOnce(connection: Connection, keys: readonly string[], args: readonly string[]): Promise<unknown> {
    return connection.send('EVAL', this.#source, String(keys.length), ...keys, ...args);
  }
}
