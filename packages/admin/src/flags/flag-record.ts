import type { Flag, FlagDefinition, FlagKind, Reach } from '@halyard/core';
import { canonicalName } from '@halyard/core/store';
import type { AnyFlags } from '../any-flags.js';
import type { StaleReason, Staleness } from './staleness.js';
import { problemsByName, storedFlag, storedProblem } from './stored.js';

/**
 * What a flag serves: the same to everyone (`on`, `off`), something that depends on the context, the time or other flags
 * (`conditional`), or nothing, because what is stored can't be used (`invalid`). A disabled flag is off whatever it serves.
 */
export type FlagState = 'on' | 'off' | 'conditional' | 'invalid';

/** A flag as the API shows it. */
export interface FlagRecord {
  readonly name: string;
  /** Changes whenever the flag does; the ETag without its quotes. `null` when nothing usable is stored. */
  readonly version: string | null;
  readonly state: FlagState;
  /** Who it can be on for once it is enabled and what it requires holds. */
  readonly reach: Reach;
  /** Its kind, where the definition names one. */
  readonly kind?: FlagKind;
  /** The text as it is stored, such as `25%`. */
  readonly text: string | null;
  readonly definition: FlagDefinition | null;
  /** When it was made and last changed, in milliseconds since the epoch, where the store keeps that. */
  readonly createdAt?: number;
  readonly updatedAt?: number;
  /** Why it should be removed, if it should. */
  readonly stale?: StaleReason;
  /** What is wrong with the stored text; the rest is then what is in force instead. */
  readonly problem?: string;
}

/** Shows the flags of a service, with what is wrong with them and whether they are stale. */
export class FlagRecords {
  readonly #flags: AnyFlags;
  readonly #staleness: Staleness | undefined;

  /** Without `staleness` no record says whether its flag is stale. */
  constructor(flags: AnyFlags, staleness?: Staleness) {
    this.#flags = flags;
    this.#staleness = staleness;
  }

  /**
   * The flag stored under this name or, where nothing is, under its canonical form, also one that can't be used;
   * `undefined` when there is neither.
   */
  find(name: string): FlagRecord | undefined {
    return this.stored(name) ?? this.stored(canonicalName(name));
  }

  /** The same under exactly this name. */
  stored(name: string): FlagRecord | undefined {
    return this.#record(name, storedFlag(this.#flags, name), storedProblem(this.#flags, name));
  }

  /** All flags by name in code-unit order, those that can't be used included; segments only when asked for. */
  all({ segments = false }: { readonly segments?: boolean } = {}): FlagRecord[] {
    const problems = problemsByName(this.#flags);
    const stored = [...this.#flags.all(), ...(segments ? this.#flags.segments() : [])];
    const flags = new Map(stored.map((flag) => [flag.name, flag]));
    const unusable = [...problems.keys()].filter((name) => segments || !name.startsWith('$'));
    const names = new Set([...flags.keys(), ...unusable]);
    return [...names]
      .toSorted()
      .flatMap((name) => this.#record(name, flags.get(name), problems.get(name)) ?? []);
  }

  /** A flag or segment that is there, or was. */
  of(flag: Flag): FlagRecord {
    return this.#of(flag, storedProblem(this.#flags, flag.name));
  }

  #record(name: string, flag: Flag | undefined, problem: string | undefined): FlagRecord | undefined {
    if (flag !== undefined) return this.#of(flag, problem);
    if (problem === undefined) return undefined;
    return { name, version: null, state: 'invalid', reach: 'none', text: null, definition: null, problem };
  }

  #of(flag: Flag, problem: string | undefined): FlagRecord {
    const { name, version, reach, text, definition, createdAt, updatedAt } = flag;
    const { kind } = definition;
    const stale = this.#staleness?.of(flag);
    return {
      name,
      version,
      state: flagState(flag),
      reach,
      ...(kind === undefined ? {} : { kind }),
      text,
      definition,
      ...(createdAt === undefined ? {} : { createdAt }),
      ...(updatedAt === undefined ? {} : { updatedAt }),
      ...(stale === undefined ? {} : { stale }),
      ...(problem === undefined ? {} : { problem }),
    };
  }
}

function flagState({ constant }: Flag): FlagState {
  if (constant === undefined) return 'conditional';
  return constant.on ? 'on' : 'off';
}
