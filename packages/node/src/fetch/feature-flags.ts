import { type FeatureFlags, type FlagTypes, HalyardError } from '@halyard/core';
import { Mount, runMount } from '@halyard/core/adapter';
import type {
  FlagsMiddleware,
  FlagsMiddlewareWithAnswer,
  MountOptions,
  NextFunction,
  SynchronousMountOptions,
} from './options.js';
import { mountPort, pass } from './port.js';

/**
 * Gives each request its view of the flags, `requestFlags(request)`, made when first asked: one snapshot and one context
 * for the whole request. Called again it gives a new context and keeps the snapshot. With `asyncLocalStorage` it must be
 * called with `next`. Throws `INVALID_OPTION` for anything but a service and right options.
 */
export function featureFlags<Types extends FlagTypes>(
  flags: FeatureFlags<Types>,
  options?: SynchronousMountOptions,
): FlagsMiddleware;
/**
 * The same with `overrides` or `visitor`. It must be called with `next`, whose answer it may change, and may return a promise.
 */
export function featureFlags<Types extends FlagTypes>(
  flags: FeatureFlags<Types>,
  options?: MountOptions,
): FlagsMiddlewareWithAnswer;
export function featureFlags<Types extends FlagTypes>(
  flags: FeatureFlags<Types>,
  options: MountOptions = {},
): FlagsMiddlewareWithAnswer {
  const mount = new Mount(flags, options);
  const needing = NEED_NEXT.find((option) => options[option] !== undefined && options[option] !== false);
  const last = needing === undefined ? pass : needsNext(needing);
  return function featureFlagsMiddleware(request: Request, next?: NextFunction): unknown {
    return runMount(mount, mountPort, request, [], next ?? last);
  } as FlagsMiddlewareWithAnswer;
}

const NEED_NEXT = [
  'asyncLocalStorage',
  'overrides',
  'visitor',
] as const satisfies readonly (keyof MountOptions)[];

function needsNext(option: string): NextFunction {
  return () => {
    throw new HalyardError(
      'INVALID_OPTION',
      `featureFlags: option "${option}" has no effect without the rest of the request; ` +
        'call the middleware with it: withFlags(request, () => answer(request))',
    );
  };
}
