import { chance } from '../evaluation/bucketing/chance.js';
import type { KeyNeed } from '../evaluation/bucketing/key-need.js';
import type { EvaluationContext } from '../evaluation/evaluation.js';
import type { Flag } from '../evaluation/flag.js';
import type { FlagReader, Scope } from './flag-reader.js';
import type { Override } from './override.js';

/**
 * What one request holds on to so that it gets one answer: the snapshot, the time of its first evaluation that needs it,
 * and the draw of each rollout and split that is not sticky.
 */
export class RequestMoment implements Scope {
  readonly reader: FlagReader;
  #now: number | undefined;
  #draws: Map<object, number> | undefined;

  constructor(reader: FlagReader) {
    this.reader = reader;
  }

  /** The same moment with further overrides. */
  withOverrides(overrides: ReadonlyMap<string, Override>): RequestMoment {
    const moment = new RequestMoment(this.reader.withOverrides(overrides));
    moment.#now = this.now;
    moment.#draws = this.#draws ??= new Map();
    return moment;
  }

  get now(): number {
    return (this.#now ??= this.reader.now);
  }

  get(name: string): Flag | undefined {
    return this.reader.get(name);
  }

  inCycle(from: string, to: string): boolean {
    return this.reader.inCycle(from, to);
  }

  keyless(need: KeyNeed, context: EvaluationContext): void {
    this.reader.keyless(need, context);
  }

  unknown(name: string): void {
    this.reader.unknown(name);
  }

  draw(bucketing: object): number {
    this.#draws ??= new Map();
    let drawn = this.#draws.get(bucketing);
    if (drawn === undefined) {
      drawn = chance.draw();
      this.#draws.set(bucketing, drawn);
    }
    return drawn;
  }
}
