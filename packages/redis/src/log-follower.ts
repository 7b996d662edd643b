import { readAllWith } from './full-read.js';
import { scriptKeys } from './helper-keys.js';
import type { Link } from './link.js';
import { SYNC_SCRIPT } from './sync-script.js';

/** How far somebody has followed the log. */
interface Position {
  readonly epoch: string;
  readonly sequence: string;
  readonly id: string;
  /** How often hash and shadow had been compared at the latest moment from which on the link hears of changes. */
  comparisons: number;
  readonly readAllAt: number;
}

/** What a read found. */
export interface Reading {
  /** Whether it is all there is, or only what may have changed since the read before. */
  readonly all: boolean;
  /** Names and texts in turn; `null` for a flag that is gone. */
  readonly flat: readonly (string | null)[];
  /** How many flags there are. */
  readonly size: number;
  /** Whether this read changed the log. */
  readonly touchedLog: boolean;
}

export interface Looking {
  /** There may be a change that nobody logged and that was made after the last comparison that is known of. */
  readonly suspicious: boolean;
  /** Compare in any case when nobody did for this long, in milliseconds. */
  readonly maxAgeMs: number;
}

/** Everything is read again this often, so that not even a helper key that somebody tampered with misleads for ever. */
const READ_ALL_MS = 10 * 60_000;
/** Asking for more flags by name than this is no better than reading all. */
const MAX_NAMES = 1000;

/**
 * Follows the flags of a hash through its log: reads all of them at first, and then only what was logged, having the
 * server compare the hash with its shadow when something may have been changed that was not.
 */
export class LogFollower {
  readonly #link: Link;
  readonly #key: string;
  #position: Position | undefined;
  /** Flags that this process wrote since the read before the last, and since the last. */
  #written: readonly [earlier: Set<string>, later: Set<string>] = [new Set(), new Set()];

  constructor(link: Link, key: string) {
    this.#link = link;
    this.#key = key;
  }

  /** Rejects with the server's error when it does not let this be done, and with any other when the link is lost. */
  async read(looking: Looking): Promise<Reading> {
    const written = this.#takeWritten();
    return (await this.#readChanges(looking, written)) ?? this.#readAll();
  }

  /** The next read is to be of everything. */
  forget(): void {
    this.#position = undefined;
  }

  /**
   * This process wrote a flag, when there had been so many comparisons, if that is known. Its caller has been told what it
   * wrote, maybe later than what a read under way found, so the next reads tell of that flag again.
   */
  wrote(name: string, comparisons: number | undefined): void {
    this.#written[1].add(name);
    if (this.#position === undefined) return;
    if (comparisons === undefined) this.forget();
    else this.#position.comparisons = Math.max(this.#position.comparisons, comparisons);
  }

  async #readChanges(
    { suspicious, maxAgeMs }: Looking,
    names: readonly string[],
  ): Promise<Reading | undefined> {
    const position = this.#position;
    if (position === undefined || names.length > MAX_NAMES) return undefined;
    if (performance.now() - position.readAllAt > READ_ALL_MS) return undefined;
    const reply = await SYNC_SCRIPT.run(this.#link, scriptKeys(this.#key), [
      position.epoch,
      position.sequence,
      position.id,
      suspicious ? String(position.comparisons) : '',
      String(Math.round(maxAgeMs)),
      ...names,
    ]);
    return this.#moved(reply, position.readAllAt, undefined);
  }

  async #readAll(): Promise<Reading> {
    const readAllAt = performance.now();
    this.#position = undefined;
    const [reply, flat] = await readAllWith(SYNC_SCRIPT, ['', '0', '', '', '0'], this.#link, this.#key);
    return this.#moved(reply, readAllAt, flat)!;
  }

  #takeWritten(): readonly string[] {
    const [earlier, later] = this.#written;
    this.#written = [later, new Set()];
    return [...new Set([...earlier, ...later])];
  }

  #moved(reply: unknown, readAllAt: number, all: readonly string[] | undefined): Reading | undefined {
    const [told, epoch, sequence, id, comparisons, size, touched, ...changed] = reply as readonly (
      | string
      | number
      | null
    )[];
    if (Number(told) === 0) return undefined;
    this.#position = {
      epoch: String(epoch),
      sequence: String(sequence),
      id: String(id),
      comparisons: Math.max(Number(comparisons), this.#position?.comparisons ?? 0),
      readAllAt,
    };
    return {
      all: all !== undefined,
      flat: all ?? (changed as readonly (string | null)[]),
      size: Number(size),
      touchedLog: Number(touched) === 1,
    };
  }
}
