import type { Flag } from '../evaluation/flag.js';
import type { FlagReader } from './flag-reader.js';

/** What `isEnabled` says of a name, if it always says the same; else the flag to ask. */
export type Answer = boolean | Flag;

/** How many names that no flag has are remembered: names may come from requests. */
const MAX_REMEMBERED = 1000;

/**
 * What `isEnabled` says of each name at this moment, found by one look-up and kept up to date change by change. Names that
 * no flag has are remembered too, once they were asked for: other spellings, and flags that do not exist.
 */
export class Answers {
  readonly byName: Record<string, Answer | undefined> = Object.create(null);
  #remembered: string[] = [];

  /** Takes over what `reader` says of these names, or of all. */
  follow(reader: FlagReader, names?: Iterable<string>): void {
    for (const name of this.#remembered) delete this.byName[name];
    this.#remembered = [];
    if (names === undefined) for (const name of Object.keys(this.byName)) delete this.byName[name];
    for (const name of names ?? reader.flags.keys()) {
      const flag = reader.flags.get(name);
      if (flag === undefined) delete this.byName[name];
      else this.byName[name] = flag.constant?.on ?? flag;
    }
  }

  /** Notes the answer for a name that no flag has. */
  remember(name: string, answer: Answer): void {
    if (this.#remembered.length >= MAX_REMEMBERED) return;
    this.#remembered.push(name);
    this.byName[name] = answer;
  }
}
