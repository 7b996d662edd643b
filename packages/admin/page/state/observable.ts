import { useLayoutEffect, useState } from 'preact/hooks';

/** A value with listeners for its changes. */
export class Store<Value> {
  #value: Value;
  readonly #listeners = new Set<() => void>();

  constructor(value: Value) {
    this.#value = value;
  }

  get value(): Value {
    return this.#value;
  }

  /** Sets the value and calls all listeners, unless the value is unchanged. */
  set(value: Value): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of this.#listeners) listener();
  }

  /** Calls `listener` after each change. Returns a function that removes it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

/** The result of `select` on the store's value. The component renders again when the result changes. */
export function useStore<Value, Selected>(store: Store<Value>, select: (value: Value) => Selected): Selected {
  const selected = select(store.value);
  const [, setShown] = useState({ selected });
  useLayoutEffect(() => {
    const update = (): void =>
      setShown((shown) => {
        const now = select(store.value);
        return Object.is(now, shown.selected) ? shown : { selected: now };
      });
    // The value may have changed since rendering.
    update();
    return store.subscribe(update);
  });
  return selected;
}
