import type { Flag } from '../evaluation/flag.js';
import type { Counters } from './counts/counters.js';
import type { Tally } from './counts/tally.js';
import type { FlagReader } from './flag-reader.js';

/**
 * What `isEnabled` says of a name, if it always says the same, as {@link constantAnswer} writes it; else the flag to ask,
 * with its counts.
 */
export type Answer = number | Tally;

/** An answer for everyone, and where it is counted, as one small integer: one look-up finds both. */
export function constantAnswer(on: boolean, slot: number): number {
  return slot * 2 + (on ? 1 : 0);
}

/** How many names that no flag has are remembered: names may come from requests. */
const MAX_REMEMBERED = 1000;

/**
 * What `isEnabled` says of the names that it was asked for, found by one look-up. A change forgets the names that may have
 * changed, so that its cost is independent of the number of flags. Names that no flag has are remembered too: other
 * spellings, and flags that do not exist.
 */
export class Answers {
  byName: Record<string, Answer | undefined> = Object.create(null);
  readonly #counters: Counters;
  #remembered: string[] = [];

  constructor(counters: Counters) {
    this.#counters = counters;
  }

  /** Forgets what was learnt of these names, or of all, and of names that no flag has. */
  forget(names?: Iterable<string>): void {
    if (names === undefined) this.byName = Object.create(null);
    else for (const name of [...names, ...this.#remembered]) delete this.byName[name];
    this.#remembered = [];
  }

  /** The answer for a name that a flag has, noted; `undefined` where none has. */
  learn(name: string, reader: FlagReader): Answer | undefined {
    const flag = reader.flags.get(name);
    return flag === undefined ? undefined : (this.byName[name] = this.#answerOf(flag));
  }

  /** Notes the answer for a name that no flag has, or none but the one of its canonical form. */
  remember(name: string, answer: number | Flag): void {
    if (this.#remembered.length >= MAX_REMEMBERED) return;
    this.#remembered.push(name);
    this.byName[name] = typeof answer === 'object' ? this.#answerOf(answer) : answer;
  }

  #answerOf(flag: Flag): Answer {
    const { constant } = flag;
    return constant === undefined
      ? this.#counters.tally(flag)
      : constantAnswer(constant.on, this.#counters.slot(flag.name, constant));
  }
}
