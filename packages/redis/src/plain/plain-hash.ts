import { inSlices, type StoreChange } from '@halyard/core/store';
import type { Connection } from '../connections/connection.js';
import { emptyHashError, type FollowedHash, type LoadedFlags, type LoadOptions } from '../followed-hash.js';
import { textsOf } from './read-hash.js';
import { writeHash } from './write-hash.js';

/**
 * The plain way to follow a hash: read all of it, which has the server push its next change, and read it again after each
 * push. It needs no key but the hash.
 */
export class PlainHash implements FollowedHash {
  readonly #connection: Connection;
  readonly #key: string;
  readonly #changed: () => void;

  /** `changed` is called when the flags may have changed. */
  constructor(connection: Connection, key: string, changed: () => void) {
    this.#connection = connection;
    this.#key = key;
    this.#changed = changed;
  }

  async load({ isFresh, known }: LoadOptions): Promise<LoadedFlags> {
    const [reply] = await Promise.all([
      this.#connection.send('HGETALL', this.#key),
      this.#connection.verify(),
    ]);
    const flags = await inSlices(textsOf(reply as readonly string[]));
    if (flags.size === 0 && isFresh && known > 0) throw emptyHashError(this.#key, known);
    return { all: flags, entry: (name) => flags.get(name), size: flags.size };
  }

  write(changes: readonly StoreChange[]): Promise<void> {
    return writeHash(this.#connection, this.#key, changes);
  }

  pushed(key: string | undefined): void {
    if (key === undefined || key === this.#key) this.#changed();
  }

  end(): void {}
}
