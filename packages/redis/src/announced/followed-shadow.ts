import { FlagChanges } from '@halyard/core/store';
import type { Connection } from '../connections/connection.js';
import type { LoadedFlags, ToldChanges } from '../followed-hash.js';
import { afterPoll, type PollOutcome } from './after-poll.js';
import { beginEpoch } from './begin-epoch.js';
import { type Beginning, Follower } from './follower.js';
import type { Place } from './place.js';
import { poll } from './poll.js';
import { watchRead } from './watch-read.js';
import { WatcherRole } from './watcher-role.js';

export interface FollowedShadowOptions {
  /** How often a poll is due, in milliseconds. */
  readonly pollMs: number;
  /** Exactly these flags have changed; `undefined`: load. Called only once the start is over. */
  readonly changed: (changes?: ToldChanges) => void;
}

/** Every replica compares this often, though it is not a watcher: a tampered shadow can deceive those who watch. */
const COMPARE_ALL_MS = 10 * 60_000;

/** The shadow from one start to the next: followed, polled, and kept equal to the hash as a watcher. */
export class FollowedShadow {
  readonly follower: Follower;
  readonly role: WatcherRole;
  readonly #place: Place;
  readonly #options: FollowedShadowOptions;
  #isStarted = false;
  #doubtedAt = -Infinity;
  #comparedAt = -Infinity;
  #restartTimer: NodeJS.Timeout | undefined;

  constructor(place: Place, beginning: Beginning, options: FollowedShadowOptions) {
    this.#place = place;
    this.#options = options;
    this.follower = new Follower(place, beginning, {
      // A start hands over all flags at its end.
      applied: (names) => {
        if (this.#isStarted) options.changed(this.#changes(names));
      },
      doubted: () => this.#doubt(),
      restart: (delayMs) => this.#restart(delayMs),
    });
    this.role = new WatcherRole({
      read: () => this.compare(),
      confirm: async () => void (await this.#poll('compared')),
      failed: () => options.changed(),
    });
  }

  get hasEnded(): boolean {
    return this.follower.hasEnded;
  }

  /**
   * Subscribes, and resolves once all that the hash held is announced and applied, or the shadow must be read anew. Ends if
   * that fails: what was applied meanwhile was not handed over.
   */
  async start(pushes: NonNullable<Connection['pushes']>): Promise<void> {
    try {
      await this.#begin(pushes);
    } catch (error) {
      this.end();
      throw error;
    }
    this.#isStarted = true;
  }

  /** Polls. Resolves once all that the poll found is applied and told; with `undefined` if the shadow must be read anew. */
  async load(readsHash: boolean): Promise<LoadedFlags | undefined> {
    const outcome = await this.#poll('take');
    const isDue = performance.now() - this.#comparedAt > COMPARE_ALL_MS;
    if (outcome !== 'restart' && (readsHash || isDue || outcome === 'compare')) await this.compare();
    await this.#place.connection.verify();
    if (this.hasEnded) return undefined;
    const { memory } = this.follower;
    return { all: undefined, entry: (name) => memory.entry(name), size: memory.texts.size };
  }

  /** Does a watch read. */
  async compare(): Promise<void> {
    if (this.hasEnded) return;
    this.#comparedAt = performance.now();
    const outcome = await watchRead(this.#place, this.follower, (began) => this.role.hasRead(began));
    if (outcome === 'reset') await beginEpoch(this.#place, this.follower);
    if (outcome !== 'done' && !this.hasEnded) this.#restart(0);
  }

  end(): void {
    clearTimeout(this.#restartTimer);
    this.role.stop();
    this.follower.end();
  }

  async #begin(pushes: NonNullable<Connection['pushes']>): Promise<void> {
    const { channel, id } = this.#place;
    await Promise.all([
      pushes.subscribe(channel, (message) => this.follower.receive(message)),
      pushes.subscribe(`${channel}:${id}`, () => {}),
    ]);
    if ((await this.#poll('take')) !== 'restart') await this.compare();
    if (!this.hasEnded && this.role.slot === undefined) await this.#place.track(false);
  }

  #changes(names: readonly string[]): ToldChanges {
    const { memory } = this.follower;
    return {
      flags: new FlagChanges(names.map((name) => [name, memory.entry(name)])),
      size: memory.texts.size,
    };
  }

  #doubt(): void {
    const now = performance.now();
    if (now - this.#doubtedAt < this.#options.pollMs) return;
    this.#doubtedAt = now;
    this.#options.changed();
  }

  #restart(delayMs: number): void {
    this.end();
    if (this.#isStarted) this.#restartTimer = setTimeout(() => this.#options.changed(), delayMs).unref();
  }

  /** Polls, and does what follows except to compare. */
  async #poll(slot: 'take' | 'compared'): Promise<PollOutcome> {
    const follower = this.follower;
    if (this.hasEnded) return 'restart';
    const sent = follower.position;
    const reply = await poll(this.#place, slot);
    if (this.hasEnded) return 'restart';
    if (reply.position === undefined) await beginEpoch(this.#place, this.follower);
    const isSame = reply.secret === follower.secret;
    const outcome = isSame ? afterPoll(sent, follower.position, reply) : 'restart';
    if (outcome === 'restart') this.#restart(0);
    if (outcome === 'fill') await follower.reached(reply.position!);
    if (this.hasEnded) return 'restart';
    return (await this.#take(reply.slot)) ? 'compare' : outcome;
  }

  /** Takes or gives up a watcher slot. Resolves whether it was taken, which begins with a watch read. */
  async #take(slot: number | undefined): Promise<boolean> {
    const wasWatching = this.role.slot !== undefined;
    if (slot === undefined) {
      this.role.stop();
      if (wasWatching) await this.#place.track(false);
      return false;
    }
    await this.#place.track(true);
    if (!this.hasEnded) this.role.take(slot);
    return !wasWatching;
  }
}
