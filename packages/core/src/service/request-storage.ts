import { AsyncLocalStorage } from 'node:async_hooks';
import { HalyardError } from '../base/errors.js';
import type { GateView } from './gate-view.js';
import type { RequestFlags } from './request-flags.js';

// On the global object, so that every adapter and every copy of this package in the process finds the same one.
const STORAGE: unique symbol = Symbol.for('halyard.request-storage') as never;
const shared = globalThis as { [STORAGE]?: AsyncLocalStorage<GateView> };

/** Runs `next` and all that it starts with `view` as the request's flags. */
export function runWithView<Result>(view: GateView, next: () => Result): Result {
  return (shared[STORAGE] ??= new AsyncLocalStorage()).run(view, next);
}

/**
 * The flags of the request that is being answered, from anywhere in its code. Throws `NO_FLAGS` outside of a request and
 * where `featureFlags` was mounted without `asyncLocalStorage: true`.
 */
export function requestFlags(): RequestFlags {
  const view = currentView();
  if (view !== undefined) return view as RequestFlags;
  throw new HalyardError(
    'NO_FLAGS',
    'requestFlags(): featureFlags(flags, { asyncLocalStorage: true }) is not mounted before this route, ' +
      'or this code runs outside of a request',
  );
}

/** The flags of the request that is being answered, or `undefined` where {@link requestFlags} throws. */
export function currentView(): GateView | undefined {
  return shared[STORAGE]?.getStore();
}
