import { randomUUID } from 'node:crypto';
import { readAllWith } from './full-read.js';
import { helperKeyList } from './helper-keys.js';
import type { Link } from './link.js';
import type { FlatTexts, Notice } from './notice.js';
import { SYNC_SCRIPT } from './sync-script.js';

/** How far somebody has followed the log. */
interface Position {
  readonly epoch: string;
  sequence: number;
  /** The id of the last entry. */
  id: string;
  /** How often hash and shadow had been compared at the latest moment from which on the link hears of changes. */
  comparisons: number;
  /** How often they had been by the last notice. */
  heardOf: number;
  readonly readAllAt: number;
}

/** What has changed. */
export interface Told {
  readonly flat: FlatTexts;
  /** How many flags there are. */
  readonly size: number;
}

/** What a read found. */
export interface Reading extends Told {
  /** Whether it is all there is, or only what may have changed since the read before. */
  readonly all: boolean;
  /** Whether this read changed the log. */
  readonly touchedLog: boolean;
  /** Whether this link is the first to look after the hash. */
  readonly leads: boolean;
  /** Whether something is still to be published. */
  readonly untold: boolean;
  /** How many listen to what is published, and how many of them watch the hash. */
  readonly listeners: number;
  readonly watchers: number;
}

export interface Looking {
  /** There may be a change that nobody logged and that was made after the last comparison that is known of. */
  readonly suspicious: boolean;
  /** Compare in any case when nobody did for this long, in milliseconds. */
  readonly maxAgeMs: number;
  /** Whether notices come over this link. */
  readonly listening: boolean;
  /** Whether to look at the hash at all, and to hear of its next change, or to leave that to others. */
  readonly watching: boolean;
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
  /** What the scripts call this link. */
  readonly #id: string = randomUUID();
  readonly #link: Link;
  readonly #key: string;
  #position: Position | undefined;
  /** A change was pushed after so many comparisons. */
  #suspectedAfter = 0;
  /** An epoch that is not the log's: other databases of the server publish on the same channel. */
  #foreignEpoch: string | undefined;
  /** Flags that this process wrote since the read before the last, and since the last. */
  #written: readonly [earlier: Set<string>, later: Set<string>] = [new Set(), new Set()];

  constructor(link: Link, key: string) {
    this.#link = link;
    this.#key = key;
  }

  /** Rejects with the server's error when it does not let this be done, and with any other when the link is lost. */
  async read(looking: Looking): Promise<Reading> {
    const written = this.#takeWritten();
    return (await this.#readChanges(looking, written)) ?? this.#readAll(looking);
  }

  /** True once there is something that a notice may build upon. */
  get isFollowing(): boolean {
    return this.#position !== undefined;
  }

  /**
   * The hash was changed, as far as notices tell by somebody who does not log. While a read is under way, which may be one
   * that compares, nobody knows after how many comparisons: the next read is to compare, come what may.
   */
  suspect(isReading: boolean): void {
    this.#suspectedAfter = isReading ? Number.MAX_SAFE_INTEGER : (this.#position?.heardOf ?? 0);
  }

  /** Whether a notice tells of a comparison that was not known of. */
  bringsComparison({ epoch, compared }: Notice): boolean {
    const position = this.#position;
    return epoch === position?.epoch && compared > Math.max(position.comparisons, position.heardOf);
  }

  /**
   * Follows a notice. Returns what it tells, `known` when it tells nothing new, or `missed` when what changed has to be
   * asked for.
   */
  hear(notice: Notice): Told | 'known' | 'missed' {
    const { epoch, from, to, id, compared, size, flat } = notice;
    const position = this.#position;
    if (position === undefined) return 'missed';
    if (epoch !== position.epoch) {
      const isNew = epoch !== this.#foreignEpoch;
      this.#foreignEpoch = epoch;
      return isNew ? 'missed' : 'known';
    }
    if (to > position.sequence) {
      if (from !== position.sequence || flat === undefined) return 'missed';
      position.sequence = to;
      position.id = id;
      position.heardOf = Math.max(compared, position.heardOf);
      return { flat, size };
    }
    position.heardOf = Math.max(compared, position.heardOf);
    return 'known';
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
    { suspicious, maxAgeMs, listening, watching }: Looking,
    names: readonly string[],
  ): Promise<Reading | undefined> {
    const position = this.#position;
    const known = Math.max(position?.comparisons ?? 0, this.#suspectedAfter);
    if (suspicious) this.#suspectedAfter = 0;
    if (position === undefined || names.length > MAX_NAMES) return undefined;
    if (performance.now() - position.readAllAt > READ_ALL_MS) return undefined;
    const helpers = helperKeyList(this.#key);
    const reply = await SYNC_SCRIPT.run(this.#link, watching ? [...helpers, this.#key] : helpers, [
      position.epoch,
      String(position.sequence),
      position.id,
      suspicious ? String(known) : '',
      String(Math.round(maxAgeMs)),
      this.#id,
      listening ? '1' : '',
      ...names,
    ]);
    return this.#moved(reply, position.readAllAt, undefined);
  }

  async #readAll({ listening }: Looking): Promise<Reading> {
    const readAllAt = performance.now();
    this.#position = undefined;
    const position = ['', '0', '', '', '0', this.#id, listening ? '1' : ''];
    const [reply, flat] = await readAllWith(SYNC_SCRIPT, position, this.#link, this.#key);
    return this.#moved(reply, readAllAt, flat)!;
  }

  #takeWritten(): readonly string[] {
    const [earlier, later] = this.#written;
    this.#written = [later, new Set()];
    return [...new Set([...earlier, ...later])];
  }

  #moved(reply: unknown, readAllAt: number, all: readonly string[] | undefined): Reading | undefined {
    const [
      told,
      epoch,
      sequence,
      id,
      comparisons,
      size,
      touched,
      leads,
      untold,
      listeners,
      watchers,
      ...changed
    ] = reply as readonly (string | number | null)[];
    if (Number(told) === 0) return undefined;
    this.#position = {
      epoch: String(epoch),
      sequence: Number(sequence),
      id: String(id),
      comparisons: Math.max(Number(comparisons), this.#position?.comparisons ?? 0),
      heardOf: Number(comparisons),
      readAllAt,
    };
    return {
      all: all !== undefined,
      flat: all ?? (changed as FlatTexts),
      size: Number(size),
      touchedLog: Number(touched) === 1,
      leads: Number(leads) === 1,
      untold: Number(untold) === 1,
      listeners: Number(listeners),
      watchers: Number(watchers),
    };
  }
}
