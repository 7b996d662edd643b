import { messageOf } from './errors.js';

/** A set of callbacks. One that throws is reported as a process warning and keeps none of the others from running. */
export class Listeners<Args extends readonly unknown[]> {
  readonly #listeners = new Set<{ readonly listener: (...args: Args) => void }>();

  /** Adds `listener` and returns the way to remove it. The same function may be added twice. */
  add(listener: (...args: Args) => void): () => void {
    const entry = { listener };
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  }

  get isEmpty(): boolean {
    return this.#listeners.size === 0;
  }

  call(...args: Args): void {
    for (const { listener } of this.#listeners) {
      try {
        listener(...args);
      } catch (error) {
        process.emitWarning(`a flag listener threw: ${messageOf(error)}`, 'HalyardWarning');
      }
    }
  }
}
