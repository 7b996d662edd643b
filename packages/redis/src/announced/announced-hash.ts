import { randomUUID } from 'node:crypto';
import { FlagChanges, type StoreChange } from '@halyard/core/store';
import type { Connection } from '../connections/connection.js';
import { EmptyHashError, type FollowedHash, type LoadedFlags, type LoadOptions } from '../followed-hash.js';
import { afterPoll, type PollOutcome } from './after-poll.js';
import type { AnnouncedChange } from './announcement.js';
import { beginEpoch, type Place } from './begin-epoch.js';
import { OtherVersionError } from './errors.js';
import { Follower } from './follower.js';
import { channelOf } from './helper-keys.js';
import type { Memory } from './memory.js';
import { Permission } from './permission.js';
import { poll } from './poll.js';
import { readShadow } from './read-shadow.js';
import { RecentWrites } from './recent-writes.js';
import { WatcherRole } from './watcher-role.js';
import { watchRead } from './watch-read.js';
import { writeAnnounced } from './write-announced.js';

export interface AnnouncedHashOptions {
  readonly key: string;
  /** What follows the hash where this user, this server or another version does not let the replica announce. */
  readonly plain: FollowedHash;
  /** How often a poll is due, in milliseconds. */
  readonly pollMs: number;
  /** How long to follow the hash plainly before trying again, in milliseconds. */
  readonly retryMs: number;
  /** What this process knows from earlier connections. */
  readonly known: { secret: string | undefined };
  /** The flags may have changed, or exactly these have. */
  readonly changed: (changes?: LoadedFlags & { readonly flags: FlagChanges }) => void;
  /** Writes were stored without being announced, and why. */
  readonly unannounced: (changes: readonly StoreChange[], why: string) => void;
}

/** What a start makes, and what ends with the next start. */
interface Following {
  readonly follower: Follower;
  readonly memory: Memory;
}

const MAX_STARTS = 5;
/** Every replica compares this often, though it is not a watcher: a tampered shadow can deceive those who watch. */
const COMPARE_ALL_MS = 10 * 60_000;

/**
 * Follows the hash by announcements: replicas apply the numbered messages that tell how the shadow of the hash changes, and
 * three of them watch the hash for raw changes and announce these. docs/redis-protocol.md describes it.
 */
export class AnnouncedHash implements FollowedHash {
  readonly #place: Place;
  readonly #options: AnnouncedHashOptions;
  readonly #permission: Permission;
  readonly #id = randomUUID();
  readonly #role: WatcherRole;
  readonly #writes = new RecentWrites();
  #following: Following | undefined;
  #isStarting = false;
  #tracks = true;
  #doubtedAt = -Infinity;
  #comparedAt = -Infinity;
  #wasEmpty = false;
  #restartTimer: NodeJS.Timeout | undefined;

  constructor(connection: Connection, options: AnnouncedHashOptions) {
    const { key, changed, retryMs } = options;
    this.#place = { connection, key, channel: channelOf(key, connection.database) };
    this.#options = options;
    this.#permission = new Permission(this.#place, retryMs);
    this.#role = new WatcherRole({
      read: () => this.#watch(),
      confirm: async () => void (await this.#poll(true)),
      failed: () => changed(),
    });
  }

  async load(options: LoadOptions): Promise<LoadedFlags> {
    const { pushes } = this.#place.connection;
    if (pushes === undefined || !(await this.#permission.isGranted())) return this.#loadPlainly(options);
    try {
      return (await this.#loadChanges(options)) ?? (await this.#start(pushes, options));
    } catch (error) {
      if (!this.#permission.endsWith(error)) throw error;
      this.#leave();
      return this.#loadPlainly(options);
    }
  }

  async write(changes: readonly StoreChange[]): Promise<void> {
    const { plain, known, unannounced } = this.#options;
    try {
      if (await this.#permission.isGranted()) {
        const position = this.#following?.follower.position;
        const from = { secret: known.secret, position, wasEmpty: this.#wasEmpty };
        const announced = await writeAnnounced(this.#place, changes, from, () => this.#watch());
        await this.#following?.follower.reached(announced);
        return this.#writes.add(changes.map(({ name }) => name));
      }
    } catch (error) {
      if (!this.#permission.endsWith(error)) throw error;
    }
    await plain.write(changes);
    unannounced(changes, this.#permission.refusal);
  }

  pushed(key: string | undefined): void {
    if (key !== undefined && key !== this.#place.key) return;
    if (this.#following !== undefined) this.#role.pushed();
    else this.#options.changed();
  }

  end(): void {
    clearTimeout(this.#restartTimer);
    this.#role.stop();
    this.#following?.follower.end();
    this.#following = undefined;
  }

  /** Has the listeners poll, who would not notice that this replica does not watch for them any more. */
  #leave(): void {
    if (this.#role.slot === undefined) return;
    const { connection, channel } = this.#place;
    connection.send('PUBLISH', channel, 'poll').catch(() => {});
  }

  async #loadPlainly(options: LoadOptions): Promise<LoadedFlags> {
    this.end();
    await this.#track(true);
    return this.#options.plain.load(options);
  }

  /** The flags written lately, once all that the poll found is applied; `undefined` where everything is to be read anew. */
  async #loadChanges({ readsHash }: LoadOptions): Promise<LoadedFlags | undefined> {
    const following = this.#following;
    if (following === undefined) return undefined;
    const written = this.#writes.take();
    const outcome = await this.#poll(false);
    const isDue = performance.now() - this.#comparedAt > COMPARE_ALL_MS;
    if (outcome !== 'restart' && (readsHash || isDue || outcome === 'compare')) await this.#watch();
    await this.#place.connection.verify();
    if (outcome === 'restart' || following !== this.#following) return undefined;
    return loaded(following.memory, written);
  }

  /** Reads the shadow and follows it from there, and announces what the hash has otherwise. */
  async #start(
    pushes: NonNullable<Connection['pushes']>,
    { isFresh, known }: LoadOptions,
  ): Promise<LoadedFlags> {
    const { channel } = this.#place;
    this.#isStarting = true;
    try {
      for (let attempt = 1; attempt <= MAX_STARTS; attempt++) {
        this.end();
        // A large reply beside messages would exceed the server's output limit for subscribers.
        await Promise.all([pushes.unsubscribe(channel), this.#track(true)]);
        const { memory, sync, hashLength } = await readShadow(this.#place);
        if (sync === 'version') throw new OtherVersionError();
        if (sync === 'broken') {
          // A server that has lost its data looks like one that never had any. The next change shows which it is.
          if (hashLength === 0 && isFresh && known > 0) throw new EmptyHashError();
          this.#wasEmpty ||= hashLength === 0;
          if (hashLength === 0 && isFresh) return { flags: new Map(), size: 0 };
          await this.#beginEpoch();
          continue;
        }
        const follower = this.#follow(memory, sync);
        const receive = (message: Buffer): void => this.#following?.follower.receive(message);
        await Promise.all([
          pushes.subscribe(channel, receive),
          pushes.subscribe(`${channel}:${this.#id}`, () => {}),
        ]);
        if ((await this.#poll(false)) !== 'restart') await this.#watch();
        if (follower.hasEnded) continue;
        if (this.#role.slot === undefined) await this.#track(false);
        return { flags: memory, size: memory.texts.size };
      }
    } finally {
      this.#isStarting = false;
    }
    throw new Error('the keys beside the hash change faster than they can be read');
  }

  #follow(
    memory: Memory,
    { position, secret }: { position: Follower['position']; secret: string },
  ): Follower {
    this.#options.known.secret = secret;
    const follower = new Follower(this.#place.connection, {
      key: this.#place.key,
      position,
      secret,
      memory,
      applied: (changes) => this.#applied(memory, changes),
      doubted: () => this.#doubt(),
      restart: (delayMs) => this.#restart(delayMs),
    });
    this.#following = { follower, memory };
    this.#wasEmpty = false;
    return follower;
  }

  #applied(memory: Memory, changes: readonly AnnouncedChange[]): void {
    // A start hands over all flags at its end.
    if (this.#isStarting) return;
    this.#options.changed(
      loaded(
        memory,
        changes.map(([name]) => name),
      ),
    );
  }

  #doubt(): void {
    const now = performance.now();
    if (now - this.#doubtedAt < this.#options.pollMs) return;
    this.#doubtedAt = now;
    this.#options.changed();
  }

  #restart(delayMs: number): void {
    this.end();
    if (this.#isStarting) return;
    this.#restartTimer = setTimeout(() => this.#options.changed(), delayMs).unref();
  }

  /** Polls, and does what follows except to compare. */
  async #poll(compared: boolean): Promise<PollOutcome> {
    const follower = this.#following?.follower;
    if (follower === undefined) return 'restart';
    const sent = follower.position;
    const reply = await poll(this.#place, this.#id, compared);
    if (follower.hasEnded) return 'restart';
    if (reply.position === undefined) await this.#beginEpoch();
    const isSame = reply.secret === this.#options.known.secret;
    const outcome = isSame ? afterPoll(sent, follower.position, reply) : 'restart';
    if (outcome === 'restart') this.#restart(0);
    if (outcome === 'fill') await follower.reached(reply.position!);
    if (follower.hasEnded) return 'restart';
    return (await this.#take(reply.slot)) ? 'compare' : outcome;
  }

  /** Takes or gives up a watcher slot. Resolves whether it was taken, which begins with a watch read. */
  async #take(slot: number | undefined): Promise<boolean> {
    const had = this.#role.slot;
    if (slot === undefined) {
      this.#role.stop();
      if (had !== undefined) await this.#track(false);
      return false;
    }
    await this.#track(true);
    if (this.#following !== undefined) this.#role.take(slot);
    return had === undefined;
  }

  async #watch(): Promise<void> {
    const following = this.#following;
    if (following === undefined) return;
    const { follower, memory } = following;
    this.#comparedAt = performance.now();
    const paced = (ms: number): void => this.#role.pause(ms);
    const outcome = await watchRead(this.#place, follower, memory.texts, paced);
    if (outcome === 'reset') await this.#beginEpoch();
    if (outcome !== 'done' && !follower.hasEnded) this.#restart(0);
  }

  #beginEpoch(): Promise<void> {
    const position = this.#following?.follower.position;
    const { secret } = this.#options.known;
    return beginEpoch(this.#place, { position, secret, wasEmpty: this.#wasEmpty });
  }

  async #track(isOn: boolean): Promise<void> {
    if (this.#tracks === isOn) return;
    this.#tracks = isOn;
    await this.#place.connection.pushes?.track(isOn);
  }
}

function loaded(memory: Memory, names: readonly string[]): LoadedFlags & { readonly flags: FlagChanges } {
  return { flags: new FlagChanges(names.map((name) => [name, memory.entry(name)])), size: memory.texts.size };
}
