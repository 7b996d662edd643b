import { useLayoutEffect, useState } from 'preact/hooks';

/** A value that changes, and those who want to know. */
export class Store<Value> {
  #value: Value;
  readonly #listeners = new Set<() => void>();

  constructor(value: Value) {
    this.#value = value;
  }

  get value(): Value {
    return this.#value;
  }

  /** Gives it another value and tells everybody, unless it is the same one. */
  set(value: Value): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of this.#listeners) listener();
  }

  /** Calls `listener` after each change; returns the way to stop it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

/** What `select` makes of the store's value, in a component that renders anew whenever that changes. */
export function useStore<Value, Selected>(store: Store<Value>, select: (value: Value) => Selected): Selected {
  const selected = select(store.value);
  const [, setShown] = useState({ selected });
  useLayoutEffect(() => {
    const update = (): void =>
      setShown((shown) => {
        const now = select(store.value);
        return Object.is(now, shown.selected) ? shown : { selected: now };
      });
    // It may have changed between rendering and now.
    update();
    return store.subscribe(update);
  });
  return selected;
}
