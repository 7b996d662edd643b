import type { Log } from '../../base/log.js';

/** How many names are remembered, and so logged, at most: names may come from requests. */
const MAX_NAMES = 100;

/** No flag has a longer name, and one that came from a request must not stay in memory. */
const MAX_LENGTH = 256;

/** Logs one warning for each name, until there are too many. */
export class OncePerName {
  readonly #log: Log;
  readonly #cause: string;
  readonly #names = new Set<string>();

  /** `cause`: what the names have in common, for the line after the last warning. */
  constructor(log: Log, cause: string) {
    this.#log = log;
    this.#cause = cause;
  }

  /** Whether nothing is to be logged for this name. */
  isDone(name: string): boolean {
    return this.#names.has(name) || this.#names.size >= MAX_NAMES || name.length > MAX_LENGTH;
  }

  /** Logs `text` for this name, which is done then. */
  warn(name: string, text: string): void {
    this.#names.add(name);
    // Before it is written: the logger may ask for flags.
    const isLast = this.#names.size === MAX_NAMES;
    this.#log.write('warn', text);
    if (isLast) {
      this.#log.write('warn', `${this.#cause}: further ones are not logged after these ${MAX_NAMES}`);
    }
  }

  /** Forgets the names for which something has changed, so that they can be logged again. */
  forget(hasChanged: (name: string) => boolean): void {
    for (const name of this.#names) if (hasChanged(name)) this.#names.delete(name);
  }
}
