import type { HistoryEntry, HistoryQuery } from '@halyard/core';
import type { StoreChange } from '@halyard/core/store';
import type { Connection } from '../connections/connection.js';
import {
  emptyHashError,
  type FollowedHash,
  type LoadedFlags,
  type LoadOptions,
  type ToldChanges,
} from '../followed-hash.js';
import { beginEpoch } from './begin-epoch.js';
import { FollowedShadow } from './followed-shadow.js';
import { readHistory } from './history.js';
import { Permission } from './permission.js';
import { Place } from './place.js';
import { poll } from './poll.js';
import { readShadow } from './read-shadow.js';
import { writeAnnounced } from './write-announced.js';

export interface AnnouncedHashOptions {
  /** What follows the hash where this user, this server or another version does not let the replica announce. */
  readonly plain: FollowedHash;
  /** How often a poll is due, in milliseconds. */
  readonly pollMs: number;
  /** How long to follow the hash plainly before trying again, in milliseconds. */
  readonly retryMs: number;
  /** What this process knows from earlier connections. */
  readonly known: { secret: string | undefined };
  /** The flags may have changed, or exactly these have. */
  readonly changed: (changes?: ToldChanges) => void;
  /** A write was stored; and why it was not announced, if so. */
  readonly wrote: (refusal: string | undefined) => void;
}

const MAX_STARTS = 5;

/**
 * Follows the hash by announcements: replicas apply the numbered messages that tell how the shadow of the hash changes, and
 * three of them watch the hash for raw changes and announce these. docs/redis-protocol.md describes it.
 */
export class AnnouncedHash implements FollowedHash {
  readonly #place: Place;
  readonly #options: AnnouncedHashOptions;
  readonly #permission: Permission;
  #shadow: FollowedShadow | undefined;
  #wasEmpty = false;

  constructor(connection: Connection, key: string, options: AnnouncedHashOptions) {
    this.#place = new Place(connection, key);
    this.#options = options;
    this.#permission = new Permission(this.#place, options.retryMs);
  }

  async load(options: LoadOptions): Promise<LoadedFlags> {
    const { pushes } = this.#place.connection;
    if (pushes === undefined || !(await this.#permission.isGranted())) return this.#loadPlainly(options);
    try {
      return (await this.#following?.load(options.readsHash)) ?? (await this.#start(pushes, options));
    } catch (error) {
      if (!this.#permission.endsWith(error)) throw error;
      this.#leave();
      return this.#loadPlainly(options);
    }
  }

  async write(changes: readonly StoreChange[]): Promise<void> {
    const { plain, known, wrote } = this.#options;
    try {
      if (await this.#permission.isGranted()) {
        const standing = this.#following?.follower ?? { ...known, wasEmpty: this.#wasEmpty };
        const watch = async (): Promise<void> => this.#following?.compare();
        const announced = await writeAnnounced(this.#place, changes, standing, watch);
        await this.#following?.follower.reached(announced);
        return wrote(undefined);
      }
    } catch (error) {
      if (!this.#permission.endsWith(error)) throw error;
    }
    await plain.write(changes);
    wrote(this.#permission.refusal);
  }

  history(query: HistoryQuery): Promise<readonly HistoryEntry[]> {
    return readHistory(this.#place, query);
  }

  pushed(key: string | undefined): void {
    if (key !== undefined && key !== this.#place.key) return;
    if (this.#following !== undefined) this.#following.role.pushed();
    else this.#options.changed();
  }

  end(): void {
    this.#shadow?.end();
  }

  get #following(): FollowedShadow | undefined {
    return this.#shadow?.hasEnded ? undefined : this.#shadow;
  }

  /** Has the listeners poll, who would not notice that this replica does not watch for them any more. */
  #leave(): void {
    if (this.#shadow?.role.slot === undefined) return;
    const { connection, channel } = this.#place;
    connection.send('PUBLISH', channel, 'poll').catch(() => {});
  }

  async #loadPlainly(options: LoadOptions): Promise<LoadedFlags> {
    this.end();
    await this.#place.track(true);
    return this.#options.plain.load(options);
  }

  /** Reads the shadow and follows it from there, and announces what the hash has otherwise. */
  async #start(
    pushes: NonNullable<Connection['pushes']>,
    { isFresh, known }: LoadOptions,
  ): Promise<LoadedFlags> {
    for (let attempt = 1; attempt <= MAX_STARTS; attempt++) {
      this.end();
      // A large reply beside messages would exceed the server's output limit for subscribers.
      await Promise.all([
        pushes.unsubscribe(this.#place.channel),
        this.#place.track(true),
        // Beside an empty hash the start ends here, and waits for a push.
        this.#place.connection.verify(),
      ]);
      // The position first, since the shadow may be newer but not older. A server that is out of memory refuses MULTI.
      const { position, secret, hashLength } = await poll(this.#place);
      const memory = position && (await readShadow(this.#place));
      if (position === undefined || memory === undefined) {
        // A server that has lost its data looks like one that never had any. The next change shows which it is.
        if (hashLength === 0 && isFresh && known > 0) throw emptyHashError(this.#place.key, known);
        this.#wasEmpty ||= hashLength === 0;
        if (hashLength === 0 && isFresh) return { all: new Map(), entry: () => undefined, size: 0 };
        await beginEpoch(this.#place, { ...this.#options.known, wasEmpty: this.#wasEmpty });
        continue;
      }
      this.#options.known.secret = secret;
      this.#wasEmpty = false;
      this.#shadow = new FollowedShadow(this.#place, { position, secret, memory }, this.#options);
      await this.#shadow.start(pushes);
      if (this.#shadow.hasEnded) continue;
      return { all: memory, entry: (name) => memory.entry(name), size: memory.texts.size };
    }
    throw new Error('the keys beside the hash change faster than they can be read');
  }
}
