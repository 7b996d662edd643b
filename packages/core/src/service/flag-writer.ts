import type { Authorship, Backend, BulkUpdate, FlagUpdate, WriteOptions } from '../store/backend.js';
import { HalyardError, isHalyardError } from '../base/errors.js';
import type { FlagDefinition } from '../flag/definition.js';
import type { PlannedUpdate } from '../flag/planned-change.js';
import type { Flag, Reach } from '../evaluation/flag.js';
import type { DefinedFlags } from './define-flags.js';
import { inSlices } from '../base/time-slices.js';
import { check, checkOptions, type OptionCheck, show } from '../base/options.js';
import { assertStorable, type InvalidText } from '../store/write.js';
import { withRollout } from '../store/with-rollout.js';

/** What the service does after its writes. */
export interface WriteResults {
  /** Has the service see what was written. */
  written(): void;
  /** A write was rejected, because the flag is no longer what its writer had seen. */
  conflicted(): void;
}

/** Writes to the backend of one service. Every write rejects with `READ_ONLY` where the backend takes none. */
export class FlagWriter {
  readonly #backend: Backend;
  readonly #declarations: DefinedFlags['declarations'];
  readonly #results: WriteResults;

  constructor(backend: Backend, declarations: DefinedFlags['declarations'], results: WriteResults) {
    this.#backend = backend;
    this.#declarations = declarations;
    this.#results = results;
  }

  async set(name: string, update: FlagUpdate, options?: WriteOptions): Promise<void> {
    assertStorable(name);
    if (this.#backend.set === undefined) throw this.#readOnly();
    checkOptions('set', options, writeChecks);
    await this.#finished(this.#backend.set(name, update, options));
  }

  async setMany(updates: ReadonlyMap<string, BulkUpdate>, options?: Authorship): Promise<void> {
    await inSlices(assertNames(updates.keys()));
    if (this.#backend.setMany === undefined) throw this.#readOnly();
    checkOptions('setMany', options, manyChecks);
    await this.#finished(this.#backend.setMany(updates, options));
  }

  /** Resolves with whom the flag can be on for then. */
  async enable(name: string, options?: WriteOptions): Promise<Reach> {
    await this.set(name, this.#switchingOn(name), options);
    return this.#backend.snapshot.flags.get(name)?.reach ?? 'none';
  }

  /** Resolves with the invalid text that was replaced, if there was one. */
  async disable(name: string, options?: WriteOptions): Promise<string | undefined> {
    let replaced: string | undefined;
    await this.set(
      name,
      this.#switchingOff(name, (text) => (replaced = text)),
      options,
    );
    return replaced;
  }

  /** What a planned change stores, from what is stored when its time has come. */
  update(flag: string, change: PlannedUpdate): FlagUpdate {
    if ('set' in change) return change.set;
    if ('rollout' in change) return (current) => withRollout(flag, current, change.rollout);
    return change.enabled ? this.#switchingOn(flag) : this.#switchingOff(flag);
  }

  #switchingOn(name: string) {
    return (current: Flag | undefined, invalid: InvalidText | undefined): FlagDefinition =>
      switchedOn(name, current?.definition ?? this.#declared(name), invalid);
  }

  #switchingOff(name: string, replaced?: (text: string | undefined) => void) {
    return (current: Flag | undefined, invalid: InvalidText | undefined): FlagDefinition | boolean => {
      replaced?.(invalid?.text);
      if (invalid !== undefined) return false;
      return { ...(current?.definition ?? this.#declared(name)), enabled: false };
    };
  }

  async delete(name: string, options?: WriteOptions): Promise<boolean> {
    assertStorable(name);
    if (this.#backend.delete === undefined) throw this.#readOnly();
    checkOptions('delete', options, writeChecks);
    return this.#finished(this.#backend.delete(name, options));
  }

  async refresh(): Promise<void> {
    await this.#backend.refresh?.();
    this.#results.written();
  }

  async #finished<Result>(write: Promise<Result>): Promise<Result> {
    try {
      const result = await write;
      this.#results.written();
      return result;
    } catch (error) {
      if (isHalyardError(error, 'CONFLICT')) this.#results.conflicted();
      throw error;
    }
  }

  /**
   * What is stored of a flag that only the program declares, so that its type and its kind stay. Without a boolean default:
   * the flag is switched.
   */
  #declared(name: string): FlagDefinition {
    const { default: value, ...rest } = this.#declarations.get(name) ?? { default: false };
    return typeof value === 'boolean' ? rest : { default: value, ...rest };
  }

  #readOnly(): HalyardError {
    const name = this.#backend.describe?.() ?? this.#backend.name;
    return new HalyardError(
      'READ_ONLY',
      `backend ${name} is read-only: change its flags where they are stored, or give a CompositeBackend a writable layer`,
    );
  }
}

function* assertNames(names: Iterable<string>): Generator<void, void> {
  for (const name of names) {
    assertStorable(name);
    yield;
  }
}

/** A flag that was off keeps its rules; what they say of an invalid text can't be known, so that is refused. */
function switchedOn(
  name: string,
  definition: FlagDefinition,
  invalid: InvalidText | undefined,
): FlagDefinition {
  if (invalid !== undefined) {
    const stored = invalid.text === undefined ? '' : ` ${show(invalid.text)}`;
    throw new HalyardError(
      'INVALID_DEFINITION',
      `flag "${name}" can't be enabled, because its stored text${stored} is invalid: ${invalid.problem}`,
    );
  }
  const { enabled: _, ...rest } = definition;
  return rest;
}

const manyChecks = {
  actor: check.string,
  comment: check.string,
} satisfies Record<keyof Authorship, OptionCheck>;

const writeChecks = {
  ...manyChecks,
  ifVersion: (value) => (value === null || typeof value === 'string' ? undefined : 'a version or null'),
} satisfies Record<keyof WriteOptions, OptionCheck>;
