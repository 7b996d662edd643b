import type { Flag } from '../evaluation/flag.js';
import type { FlagReader } from './flag-reader.js';

/** What `isEnabled` says of a name, if it always says the same; else the flag to ask. */
export type Answer = boolean | Flag;

/** How many names that no flag has are remembered: names may come from requests. */
const MAX_REMEMBERED = 1000;

/**
 * What `isEnabled` says of the names that it was asked for, found by one look-up. A change forgets the names that may have
 * changed, so that its cost is independent of the number of flags. Names that no flag has are remembered too: other
 * spellings, and flags that do not exist.
 */
export class Answers {
  byName: Record<string, Answer | undefined> = Object.create(null);
  #remembered: string[] = [];

  /** Forgets what was learnt of these names, or of all, and of names that no flag has. */
  forget(names?: Iterable<string>): void {
    if (names === undefined) this.byName = Object.create(null);
    else for (const name of [...names, ...this.#remembered]) delete this.byName[name];
    this.#remembered = [];
  }

  /** The answer for a name that a flag has, noted; `undefined` where none has. */
  learn(name: string, reader: FlagReader): Answer | undefined {
    const flag = reader.flags.get(name);
    return flag === undefined ? undefined : (this.byName[name] = flag.constant?.on ?? flag);
  }

  /** Notes the answer for a name that no flag has. */
  remember(name: string, answer: Answer): void {
    if (this.#remembered.length >= MAX_REMEMBERED) return;
    this.#remembered.push(name);
    this.byName[name] = answer;
  }
}
