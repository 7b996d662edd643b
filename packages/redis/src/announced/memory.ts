import type { StoreEntry } from '@halyard/core/store';
import type { AnnouncedChange } from './announcement.js';

interface Times {
  readonly createdAt?: number;
  readonly updatedAt?: number;
}

/** The flags that a replica has by the messages that it applied, with the times that these give. */
export class Memory {
  readonly texts: Map<string, string>;
  readonly #times = new Map<string, Times>();

  constructor(texts: Map<string, string>) {
    this.texts = texts;
  }

  /**
   * With what is known of their times, one flag a step. `records`: for each name a text of three numbers, of which the first
   * two are times; 0 where the time is unknown.
   */
  static *of(texts: Map<string, string>, records: ReadonlyMap<string, string>): Generator<void, Memory> {
    const memory = new Memory(texts);
    for (const name of texts.keys()) {
      memory.#note(name, records.get(name) ?? '');
      yield;
    }
    return memory;
  }

  apply(changes: readonly AnnouncedChange[], at: number): void {
    for (const [name, text] of changes) {
      if (text === false) {
        this.texts.delete(name);
        this.#times.delete(name);
      } else {
        const { createdAt } = this.texts.has(name) ? (this.#times.get(name) ?? {}) : { createdAt: at };
        this.texts.set(name, text);
        this.#times.set(name, { ...(createdAt === undefined ? {} : { createdAt }), updatedAt: at });
      }
    }
  }

  entry(name: string): StoreEntry | undefined {
    const text = this.texts.get(name);
    return text === undefined ? undefined : { text, ...this.#times.get(name) };
  }

  #note(name: string, record: string): void {
    const [, createdAt, updatedAt] = /^(\d+) (\d+) /.exec(record) ?? [];
    if (updatedAt === undefined) return;
    this.#times.set(name, {
      ...(createdAt === '0' ? {} : { createdAt: Number(createdAt) }),
      updatedAt: Number(updatedAt),
    });
  }

  /** All flags, as they are at the moment when each is asked for. */
  *[Symbol.iterator](): Generator<readonly [name: string, stored: StoreEntry]> {
    for (const name of this.texts.keys()) yield [name, this.entry(name)!];
  }
}
