import type { ErrorCode } from '../../evaluation/evaluation-errors.js';
import type { Reason } from '../../evaluation/evaluation.js';
import type { Flag } from '../../evaluation/flag.js';
import type { Counts, EvaluationCount, RequestOverrideResult } from './counts.js';
import { Tally } from './tally.js';

/** The result of an evaluation, as far as it is counted. */
export interface CountedResult {
  readonly reason: Reason;
  readonly variant?: string;
  readonly errorCode?: ErrorCode;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

interface Series extends CountedResult {
  readonly flag: string | undefined;
  readonly slot: number;
}

/**
 * Counts evaluations by flag and result, the decisions of gates, and rejected writes. Counting allocates nothing and reads no clock: a
 * count that moved between two readings was used between them.
 */
export class Counters {
  /** The counts, by slot. A longer array takes its place as results are added, so it is read anew each time. */
  values: Float64Array = new Float64Array(64);
  readonly #series: Series[] = [];
  /** Names that no flag has are `undefined`, since they may come from requests. */
  readonly #tallies = new Map<string, Tally>();
  readonly #byFlag = new Map<string | undefined, Series[]>();
  /** The slot of open decisions; that of closed ones comes next. */
  readonly #gates = new Map<string, number>();
  readonly #requestOverrides = new Map<RequestOverrideResult, number>();
  readonly #clock: () => number;
  readonly #since: number;
  #slots = 0;
  #conflicts = 0;
  /** What the last reading saw, and when each count last moved. */
  #seen: Float64Array = new Float64Array(0);
  #moved: Float64Array = new Float64Array(0);

  constructor(clock: () => number) {
    this.#clock = clock;
    this.#since = clock();
  }

  /** Where a result of a flag is counted. */
  slot(flag: string | undefined, result: CountedResult): number {
    const { reason, variant, errorCode } = result;
    let results = this.#byFlag.get(flag);
    if (results === undefined) this.#byFlag.set(flag, (results = []));
    // A flag has few results, so that looking at each is faster than a key made of its parts.
    for (const each of results) {
      if (each.variant === variant && each.reason === reason && each.errorCode === errorCode)
        return each.slot;
    }
    const series = {
      flag,
      reason,
      slot: this.#add(1),
      ...(variant === undefined ? {} : { variant }),
      ...(errorCode === undefined ? {} : { errorCode }),
    };
    results.push(series);
    this.#series.push(series);
    return series.slot;
  }

  /** Counts a result of a flag. */
  count(flag: string | undefined, result: CountedResult): void {
    const slot = this.slot(flag, result);
    this.values[slot]!++;
  }

  /** Where the answers of a flag are counted. */
  tally(flag: Flag): Tally {
    let tally = this.#tallies.get(flag.name);
    // A view may still ask the flag as it was.
    if (tally?.flag !== flag) this.#tallies.set(flag.name, (tally = new Tally(flag, this)));
    return tally;
  }

  /** Lets go of these flags, or of all, since they may have changed. Their counts stay. */
  forget(names?: Iterable<string>): void {
    if (names === undefined) this.#tallies.clear();
    else for (const name of names) this.#tallies.delete(name);
  }

  /** Counts a decision of a gate. */
  countGate(flag: string, isOpen: boolean): void {
    let slot = this.#gates.get(flag);
    if (slot === undefined) this.#gates.set(flag, (slot = this.#add(2)));
    this.values[isOpen ? slot : slot + 1]!++;
  }

  /** Counts a write that was rejected with `CONFLICT`. */
  countConflict(): void {
    this.#conflicts++;
  }

  /** Counts what became of overrides that a request brought. */
  countRequestOverride(result: RequestOverrideResult): void {
    this.#requestOverrides.set(result, (this.#requestOverrides.get(result) ?? 0) + 1);
  }

  read(): Counts {
    this.#notice();
    const evaluations: EvaluationCount[] = [];
    for (const { flag, reason, variant, errorCode, slot } of this.#series) {
      const count = this.values[slot]!;
      if (count === 0) continue;
      // Written out, since copying with `...` is slow, and there may be many.
      const counted: Writable<EvaluationCount> = { reason, count, lastUsed: this.#moved[slot]! };
      if (flag !== undefined) counted.flag = flag;
      if (variant !== undefined) counted.variant = variant;
      if (errorCode !== undefined) counted.errorCode = errorCode;
      evaluations.push(counted);
    }
    const gates = Array.from(this.#gates, ([flag, slot]) => {
      return { flag, open: this.values[slot]!, closed: this.values[slot + 1]! };
    });
    const requestOverrides = Array.from(this.#requestOverrides, ([result, count]) => ({ result, count }));
    return { since: this.#since, evaluations, gates, conflicts: this.#conflicts, requestOverrides };
  }

  /** Notes when each count was first seen as it is now. */
  #notice(): void {
    const now = this.#clock();
    const moved = new Float64Array(this.#slots);
    for (let slot = 0; slot < this.#slots; slot++) {
      const isSame = slot < this.#seen.length && this.#seen[slot] === this.values[slot];
      moved[slot] = isSame ? this.#moved[slot]! : now;
    }
    this.#moved = moved;
    this.#seen = this.values.slice(0, this.#slots);
  }

  #add(count: number): number {
    const slot = this.#slots;
    this.#slots += count;
    if (this.#slots > this.values.length) {
      const longer = new Float64Array(this.values.length * 2);
      longer.set(this.values);
      this.values = longer;
    }
    return slot;
  }
}
