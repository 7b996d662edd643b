import { type FlagLimit, isVisible } from '../access/flag-limit.js';
import type { AnyFlags } from '../any-flags.js';
import type { FlagRecord, FlagRecords } from './flag-record.js';

/** The records of the flags that a caller may see. */
export class VisibleRecords {
  readonly #flags: AnyFlags;
  readonly #records: FlagRecords;
  readonly #limit: FlagLimit | undefined;

  /** Without a limit, all records. */
  constructor(flags: AnyFlags, records: FlagRecords, limit: FlagLimit | undefined) {
    this.#flags = flags;
    this.#records = records;
    this.#limit = limit;
  }

  /** Like the method of {@link FlagRecords}; `undefined` for a hidden flag. */
  find(name: string): FlagRecord | undefined {
    return this.#shown(this.#records.find(name));
  }

  /** Like the method of {@link FlagRecords}; `undefined` for a hidden flag. */
  exact(name: string): FlagRecord | undefined {
    return this.#shown(this.#records.exact(name));
  }

  /** All visible flags by name in code-unit order. */
  all(): FlagRecord[] {
    const records = this.#records.all();
    return this.#limit === undefined ? records : records.flatMap((record) => this.#shown(record) ?? []);
  }

  #shown(record: FlagRecord | undefined): FlagRecord | undefined {
    if (record === undefined || this.#limit === undefined) return record;
    if (!isVisible(this.#limit, record.definition)) return undefined;
    // A problem between flags names the others. One of the flag's own text does not.
    const { problem: _, ...rest } = record;
    const problem = this.#flags.snapshot.invalid.get(record.name)?.problem;
    return problem === undefined ? rest : { ...rest, problem };
  }
}
