import { chance } from '../evaluation/bucketing/chance.js';
import type { Flag, FlagScope } from '../evaluation/flag.js';
import type { FlagReader } from './flag-reader.js';

/**
 * What one request holds on to so that it gets one answer: the snapshot, the time of its first evaluation that needs it,
 * and the draw of each rollout and split that is not sticky.
 */
export class RequestMoment implements FlagScope {
  readonly reader: FlagReader;
  #now: number | undefined;
  #draws: Map<object, number> | undefined;

  constructor(reader: FlagReader) {
    this.reader = reader;
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
