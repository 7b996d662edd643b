import type { Flag } from '@halyard/core';
import { isSegmentName } from '@halyard/core/store';
import { hash } from 'node:crypto';
import { type FlagLimit, isVisible, limitKey } from '../access/flag-limit.js';
import type { AnyFlags } from '../any-flags.js';
import { inTurns } from '../in-turns.js';
import { scheduleState } from './schedule-state.js';
import { SetDigest } from './set-digest.js';

/** The flags that a caller gets answers for, in one snapshot. */
interface FlagSet {
  /** The names of the visible flags, without the segments. */
  readonly names: readonly string[];
  /** The names of the visible flags, and of all that they refer to. */
  readonly reached: ReadonlySet<string>;
  /** Of what is stored under these names. */
  readonly digest: string;
  /** Those of them whose answers depend on the time. */
  readonly timed: readonly Flag[];
}

/** The number of limits whose sets are kept for a snapshot. */
const KEPT = 100;

const NEVER = new AbortController().signal;

/**
 * Versions of the set of flags that a caller gets answers for. The version changes whenever an answer may have changed: a
 * visible flag, a flag or segment that it refers to, an override, or a schedule that began or ended. Processes with the same
 * flags and overrides have the same version.
 */
export class FlagSets {
  readonly #flags: AnyFlags;
  readonly #sets = new WeakMap<AnyFlags['snapshot'], Map<string, Promise<FlagSet>>>();

  constructor(flags: AnyFlags) {
    this.#flags = flags;
  }

  /** The names of the stored flags that a caller with this limit may see. */
  async names(limit: FlagLimit): Promise<readonly string[]> {
    return (await this.#set(limit)).names;
  }

  /** The version for callers with this limit; without one, of all flags. */
  async version(limit: FlagLimit | undefined): Promise<string> {
    const { digest, reached, timed } = await this.#set(limit);
    const now = Date.now();
    const times = timed.map((flag) => scheduleState(flag, now));
    const { overrides = [] } = this.#flags.status();
    const overridden = overrides
      .filter(({ name }) => limit === undefined || reached.has(name))
      .map(({ name, override, problem }) => [name, override, problem === undefined]);
    return hash('sha256', JSON.stringify([digest, times, overridden]), 'hex').slice(0, 16);
  }

  #set(limit: FlagLimit | undefined): Promise<FlagSet> {
    const { snapshot } = this.#flags;
    const sets = this.#sets.get(snapshot) ?? new Map<string, Promise<FlagSet>>();
    this.#sets.set(snapshot, sets);
    const key = limitKey(limit);
    const known = sets.get(key);
    if (known !== undefined) return known;
    if (sets.size >= KEPT) sets.clear();
    const set = makeSet(snapshot, limit);
    sets.set(key, set);
    return set;
  }
}

async function makeSet(snapshot: AnyFlags['snapshot'], limit: FlagLimit | undefined): Promise<FlagSet> {
  const names: string[] = [];
  const reached = new Set<string>();
  const find = ({ name, definition }: Flag): void => {
    const isFlag = !isSegmentName(name);
    if (limit !== undefined && !(isFlag && isVisible(limit, definition))) return;
    if (isFlag) names.push(name);
    reached.add(name);
  };
  await inTurns(snapshot.flags.values(), find, NEVER);
  const digest = new SetDigest();
  const timed: Flag[] = [];
  // The set grows while it is read: it is a queue that takes each name once.
  const add = (name: string): void => {
    const flag = snapshot.flags.get(name);
    if (flag === undefined) return;
    digest.add(`${name}\n${flag.version}`);
    if (flag.readsClock) timed.push(flag);
    for (const reference of flag.references) {
      const stored = snapshot.get(reference)?.name;
      if (stored !== undefined) reached.add(stored);
    }
  };
  await inTurns(reached, add, NEVER);
  // An invalid text without a definition is answered with its problem.
  if (limit === undefined) {
    for (const { name, problem } of snapshot.invalid.values()) digest.add(`${name}\n! ${problem}`);
  }
  return { names, reached, digest: String(digest), timed };
}
