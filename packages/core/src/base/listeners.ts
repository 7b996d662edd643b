import { messageOf } from './errors.js';

/** What one of the listeners threw: a fault of the program that added it. */
export type ReportThrown = (error: unknown) => void;

/** Listeners that no service knows of, such as those of a backend by itself, have no logger. */
const warnProcess: ReportThrown = (error) =>
  process.emitWarning(`a flag listener threw: ${messageOf(error)}`, 'HalyardWarning');

/** A set of callbacks. One that throws keeps none of the others from running, and is reported once. */
export class Listeners<Args extends readonly unknown[]> {
  readonly #listeners = new Set<Entry<Args>>();
  readonly #report: ReportThrown;

  /** @default a process warning */
  constructor(report: ReportThrown = warnProcess) {
    this.#report = report;
  }

  /** Adds `listener` and returns the way to remove it. The same function may be added twice. */
  add(listener: (...args: Args) => void): () => void {
    const entry = { listener, threw: false };
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  }

  get isEmpty(): boolean {
    return this.#listeners.size === 0;
  }

  call(...args: Args): void {
    for (const entry of this.#listeners) {
      try {
        entry.listener(...args);
      } catch (error) {
        if (!entry.threw) this.#report(error);
        entry.threw = true;
      }
    }
  }
}

interface Entry<Args extends readonly unknown[]> {
  readonly listener: (...args: Args) => void;
  threw: boolean;
}
