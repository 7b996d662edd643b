import { createHash } from 'node:crypto';
import type { Connection } from './connection.js';
import { serverErrorCode } from './server-error.js';

/** A Lua script, which the server runs atomically. */
export class Script {
  readonly #source: string;
  readonly #digest: string | undefined;

  /** `writes`: its outcome must not depend on a second command, so the source is sent each time. */
  constructor(source: string, { writes = false } = {}) {
    this.#source = source;
    this.#digest = writes ? undefined : createHash('sha1').update(source).digest('hex');
  }

  /** Runs it, if possible by its digest: the source is sent to a server that does not have it. */
  async run(connection: Connection, keys: readonly string[], args: readonly string[]): Promise<unknown> {
    const input = [String(keys.length), ...keys, ...args];
    if (this.#digest === undefined) return connection.send('EVAL', this.#source, ...input);
    try {
      return await connection.send('EVALSHA', this.#digest, ...input);
    } catch (error) {
      if (serverErrorCode(error) !== 'NOSCRIPT') throw error;
      return connection.send('EVAL', this.#source, ...input);
    }
  }
}
