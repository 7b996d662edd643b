import { createHash } from 'node:crypto';
import type { Link } from './link.js';
import { serverErrorCode } from './server-error.js';

/** A Lua script that the server runs, at one stroke. */
export class Script {
  readonly #source: string;
  readonly #digest: string;

  constructor(source: string) {
    this.#source = source;
    this.#digest = createHash('sha1').update(source).digest('hex');
  }

  /** Runs it by its digest, and sends the whole of it only to a server that does not know it. */
  async run(link: Link, keys: readonly string[], args: readonly string[]): Promise<unknown> {
    try {
      return await link.send(...this.byDigest(keys, args));
    } catch (error) {
      if (serverErrorCode(error) !== 'NOSCRIPT') throw error;
      return link.send(...this.inFull(keys, args));
    }
  }

  /** The command that runs it by its digest. */
  byDigest(keys: readonly string[], args: readonly string[]): Command {
    return ['EVALSHA', this.#digest, String(keys.length), ...keys, ...args];
  }

  /** The command that holds the whole of it. */
  inFull(keys: readonly string[], args: readonly string[]): Command {
    return ['EVAL', this.#source, String(keys.length), ...keys, ...args];
  }
}

type Command = [command: string, ...args: string[]];
