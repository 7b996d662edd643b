import type { Flag, FlagDefinition, InvalidFlag } from '@halyard/core';
import type { AnyFlags } from '../any-flags.js';
import type { StaleReason, Staleness } from './staleness.js';

/**
 * What a flag gives: the same to everyone (`on`, `off`, by the truthiness of the value), something that hangs on the
 * context, the time or other flags (`conditional`), or nothing, because what is stored can't be used (`invalid`).
 */
export type FlagState = 'on' | 'off' | 'conditional' | 'invalid';

/** A flag as the API shows it. */
export interface FlagRecord {
  readonly name: string;
  /** Changes whenever the flag does; the ETag without its quotes. `null` when nothing usable is stored. */
  readonly version: string | null;
  readonly state: FlagState;
  /** The text as it is stored, such as `25%`. */
  readonly text: string | null;
  readonly definition: FlagDefinition | null;
  /** Why it should be removed, if it should. */
  readonly stale?: StaleReason;
  /** What is wrong with the stored text; the rest is then what is in force instead. */
  readonly problem?: string;
}

/** Shows the flags of a service, with what is wrong with them and whether they are stale. */
export class FlagRecords {
  readonly #flags: AnyFlags;
  readonly #staleness: Staleness;

  constructor(flags: AnyFlags, staleness: Staleness) {
    this.#flags = flags;
    this.#staleness = staleness;
  }

  /** The flag of this name, also one whose stored text can't be used; `undefined` when there is none. */
  find(name: string): FlagRecord | undefined {
    return this.#record(
      name,
      this.#flags.get(name),
      this.#flags.status().invalid.find((invalid) => invalid.name === name),
    );
  }

  /** All flags by name in code-unit order, those that can't be used included, segments left out. */
  all(): FlagRecord[] {
    const invalid = new Map(this.#flags.status().invalid.map((each) => [each.name, each]));
    const flags = new Map(this.#flags.all().map((flag) => [flag.name, flag]));
    const names = new Set([...flags.keys(), ...[...invalid.keys()].filter((name) => !name.startsWith('$'))]);
    return [...names].sort().flatMap((name) => this.#record(name, flags.get(name), invalid.get(name)) ?? []);
  }

  /** A flag that is there. */
  of(flag: Flag): FlagRecord {
    return this.find(flag.name) ?? this.#of(flag, undefined);
  }

  #record(name: string, flag: Flag | undefined, invalid: InvalidFlag | undefined): FlagRecord | undefined {
    if (flag !== undefined) return this.#of(flag, invalid);
    if (invalid === undefined) return undefined;
    return { name, version: null, state: 'invalid', text: null, definition: null, problem: invalid.problem };
  }

  #of(flag: Flag, invalid: InvalidFlag | undefined): FlagRecord {
    const { name, version, text, definition } = flag;
    const stale = this.#staleness.of(flag);
    return {
      name,
      version,
      state: flagState(flag),
      text,
      definition,
      ...(stale === undefined ? {} : { stale }),
      ...(invalid === undefined ? {} : { problem: invalid.problem }),
    };
  }
}

function flagState({ constant }: Flag): FlagState {
  if (constant === undefined) return 'conditional';
  return constant.on ? 'on' : 'off';
}
