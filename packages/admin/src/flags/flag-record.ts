import type { Flag, FlagDefinition, FlagKind, Reach } from '@halyard/core';
import { answersFirst, canonicalName } from '@halyard/core/store';
import type { AnyFlags } from '../any-flags.js';
import { type FlagState, flagState } from './flag-state.js';
import { startTime } from './start-time.js';
import type { StaleReason, Staleness } from './staleness.js';
import { storedFlag, storedProblem, storedProblems } from './stored.js';
import type { KnownUsage } from '../usage/known-usage.js';
import { type RecordUsage, recordUsage } from '../usage/record-usage.js';

/** A flag in the API. */
export interface FlagRecord {
  /** The stored name. */
  readonly name: string;
  /** Whether a backend has it. If not, the program declares it, and its declared default answers. */
  readonly stored: boolean;
  /** The name of the layer that has it, such as `redis` or `env`; absent if no layer has a usable flag. */
  readonly layer?: string;
  /**
   * The reason why a stored change has no effect now: a layer above the one that is written to answers first.
   */
  readonly noEffect?: string;
  /** Whether the program declares it with `defineFlags`. */
  readonly declared: boolean;
  /**
   * The ETag without its quotes. Changes with every change of the flag. `null` if it is not stored or the stored text is not
   * usable.
   */
  readonly version: string | null;
  /** What it serves. */
  readonly state: FlagState;
  /** The time at which a `scheduled` flag can first be on, in milliseconds since the epoch. */
  readonly startsAt?: number;
  /** Whether it can be on for everyone, some users or no one, if it is enabled and its required flags hold. */
  readonly reach: Reach;
  /** The kind, if the definition has one. */
  readonly kind?: FlagKind;
  /** The stored text, such as `25%`. */
  readonly text: string | null;
  /** The definition in force, or the declaration of a flag that is not stored; `null` if there is none. */
  readonly definition: FlagDefinition | null;
  /** Time of creation in milliseconds since the epoch, if the store keeps it. */
  readonly createdAt?: number;
  /** Time of the last change in milliseconds since the epoch, if the store keeps it. */
  readonly updatedAt?: number;
  /** How it is used, if it is stored, and processes report what they use. */
  readonly usage?: RecordUsage;
  /** The reason to remove it, if it is stale. */
  readonly stale?: StaleReason;
  /** The problem of the stored text. The other fields then describe the definition in force. */
  readonly problem?: string;
}

/** Makes records of the flags of a service, with their problems and their staleness. */
export class FlagRecords {
  readonly #flags: AnyFlags;
  readonly #staleness: Staleness | undefined;
  readonly #usage: KnownUsage | undefined;

  /** Without `staleness`, records never have `stale`; without `usage`, never `usage`. */
  constructor(
    flags: AnyFlags,
    { staleness, usage }: { readonly staleness?: Staleness; readonly usage?: KnownUsage } = {},
  ) {
    this.#flags = flags;
    this.#staleness = staleness;
    this.#usage = usage;
  }

  /**
   * The flag stored or declared under this name or under its canonical form, even if it is invalid. `undefined` if neither
   * exists.
   */
  find(name: string): FlagRecord | undefined {
    return this.exact(name) ?? this.exact(canonicalName(name));
  }

  /** The flag stored or declared under exactly this name. */
  exact(name: string): FlagRecord | undefined {
    return this.#record(name, storedFlag(this.#flags, name), storedProblem(this.#flags, name));
  }

  /** All flags by name in code-unit order, including invalid flags and flags that are only declared. Includes segments only on request. */
  all({ segments = false }: { readonly segments?: boolean } = {}): FlagRecord[] {
    const problems = storedProblems(this.#flags);
    const stored = [...this.#flags.all(), ...(segments ? this.#flags.segments() : [])];
    const flags = new Map(stored.map((flag) => [flag.name, flag]));
    const unusable = [...problems.keys()].filter((name) => segments || !name.startsWith('$'));
    const declared = [...this.#flags.declarations.keys()].filter((name) => !this.#flags.has(name));
    const names = new Set([...flags.keys(), ...unusable, ...declared]);
    return [...names]
      .toSorted()
      .flatMap((name) => this.#record(name, flags.get(name), problems.get(name)) ?? []);
  }

  /** The record of an existing or deleted flag or segment. */
  of(flag: Flag): FlagRecord {
    return this.#of(flag, storedProblem(this.#flags, flag.name));
  }

  #record(name: string, flag: Flag | undefined, problem: string | undefined): FlagRecord | undefined {
    if (flag !== undefined) return this.#of(flag, problem);
    const declaration = this.#flags.declarations.get(name);
    const base = { name, declared: declaration !== undefined, version: null, text: null };
    if (problem !== undefined)
      return { ...base, stored: true, state: 'invalid', reach: 'none', definition: null, problem };
    // A flag that is stored under another spelling is listed under that.
    if (declaration === undefined || this.#flags.has(name)) return undefined;
    const { default: value, kind } = declaration;
    return {
      ...base,
      stored: false,
      state: value ? 'on' : 'off',
      reach: value ? 'everyone' : 'none',
      ...(kind === undefined ? {} : { kind }),
      definition: declaration,
    };
  }

  #of(flag: Flag, problem: string | undefined): FlagRecord {
    const { name, version, reach, text, definition, createdAt, updatedAt } = flag;
    const { kind } = definition;
    const stale = this.#staleness?.of(flag);
    const usage = recordUsage(this.#usage?.latest, flag, this.#flags.origin(flag.name)?.layer);
    const now = Date.now();
    const state = flagState(flag, now);
    const startsAt = state === 'scheduled' ? startTime(definition, now) : undefined;
    return {
      name,
      stored: true,
      ...this.#origin(flag),
      declared: this.#flags.declarations.has(name),
      version,
      state,
      ...(startsAt === undefined ? {} : { startsAt }),
      reach,
      ...(kind === undefined ? {} : { kind }),
      text,
      definition,
      ...(createdAt === undefined ? {} : { createdAt }),
      ...(updatedAt === undefined ? {} : { updatedAt }),
      ...(usage === undefined ? {} : { usage }),
      ...(stale === undefined ? {} : { stale }),
      ...(problem === undefined ? {} : { problem }),
    };
  }

  #origin(flag: Flag): Pick<FlagRecord, 'layer' | 'noEffect'> {
    const origin = this.#flags.origin(flag.name);
    if (origin === undefined) return {};
    const { layer, precedesWrites } = origin;
    return precedesWrites ? { layer, noEffect: answersFirst(origin, flag) } : { layer };
  }
}
