import type { Authorship } from './backend.js';

/** One change of a flag, as the backend that stored it remembers it. */
export interface HistoryEntry {
  /** Orders the entries and names this one; a backend's own format. */
  readonly id: string;
  /** When, in milliseconds since the epoch. */
  readonly at: number;
  /** The flag's name. */
  readonly name: string;
  /** The text before; `null` when there was no such flag. */
  readonly before: string | null;
  /** The text after; `null` when the flag was removed. */
  readonly after: string | null;
  /** Who, if the writer said. */
  readonly actor?: string;
  /** Why, if the writer said. */
  readonly comment?: string;
}

/** Which changes to give, newest first. */
export interface HistoryQuery {
  /** Only those of this flag. @default all flags */
  readonly name?: string;
  /** At most so many. @default 100 */
  readonly limit?: number;
  /** Only those older than the one with this id, to page on. */
  readonly before?: string;
}

/** Changes of the flags of one backend, kept in memory: the last `capacity`, older ones go. */
export class HistoryLog {
  readonly #entries: HistoryEntry[] = [];
  readonly #capacity: number;
  #lastId = 0;

  /** `capacity`: the number of changes to keep. */
  constructor(capacity = 10_000) {
    this.#capacity = capacity;
  }

  /** Adds a change that was made now. */
  add(entry: Omit<HistoryEntry, 'id' | 'at'>): void {
    this.#entries.push({ id: String(++this.#lastId), at: Date.now(), ...entry });
    if (this.#entries.length > this.#capacity) this.#entries.shift();
  }

  /** The changes that match, newest first. */
  read({ name, limit = 100, before }: HistoryQuery = {}): HistoryEntry[] {
    const end = before === undefined ? Infinity : Number(before);
    const found: HistoryEntry[] = [];
    for (let i = this.#entries.length - 1; i >= 0 && found.length < limit; i--) {
      const entry = this.#entries[i]!;
      if (Number(entry.id) < end && (name === undefined || entry.name === name)) found.push(entry);
    }
    return found;
  }
}

/** The actor and comment of a write, for its history entry. */
export function authorship({ actor, comment }: Authorship): Authorship {
  return { ...(actor === undefined ? {} : { actor }), ...(comment === undefined ? {} : { comment }) };
}
