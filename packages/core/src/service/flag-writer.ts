import type { Authorship, Backend, BulkUpdate, FlagUpdate, WriteOptions } from '../store/backend.js';
import { HalyardError, isHalyardError } from '../base/errors.js';
import type { FlagDefinition } from '../flag/definition.js';
import type { Flag, Reach } from '../evaluation/flag.js';
import type { DefinedFlags } from './define-flags.js';
import { inSlices } from '../base/time-slices.js';
import { check, checkOptions, type OptionCheck, show } from '../base/options.js';
import { assertName, type InvalidText } from '../store/write.js';

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
    assertName(name);
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
    const update = (current: Flag | undefined, invalid: InvalidText | undefined): FlagDefinition =>
      switchedOn(name, current?.definition ?? this.#declared(name), invalid);
    await this.set(name, update, options);
    return this.#backend.snapshot.flags.get(name)?.reach ?? 'none';
  }

  /** Resolves with the invalid text that was replaced, if there was one. */
  async disable(name: string, options?: WriteOptions): Promise<string | undefined> {
    let replaced: string | undefined;
    const update = (
      current: Flag | undefined,
      invalid: InvalidText | undefined,
    ): FlagDefinition | boolean => {
      replaced = invalid?.text;
      if (invalid !== undefined) return false;
      return { ...(current?.definition ?? this.#declared(name)), enabled: false };
    };
    await this.set(name, update, options);
    return replaced;
  }

  async delete(name: string, options?: WriteOptions): Promise<boolean> {
    assertName(name);
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
      `backend ${name} is read-only: put a writable one, such as MemoryBackend or RedisBackend, into it`,
    );
  }
}

function* assertNames(names: Iterable<string>): Generator<void, void> {
  for (const name of names) {
    assertName(name);
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
