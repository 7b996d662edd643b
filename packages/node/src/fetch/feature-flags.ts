import { type FeatureFlags, type FlagTypes, HalyardError } from '@halyard/core';
import { Mount, runMount } from '@halyard/core/adapter';
import type { FlagsMiddleware, MountOptions, NextFunction } from './options.js';
import { pass, port } from './port.js';

/**
 * Gives each request its view of the flags, `requestFlags(request)`, made when first asked: one snapshot and one context
 * for the whole request. Called again it gives a new context and keeps the snapshot. With `asyncLocalStorage` it must be
 * called with `next`. Throws `INVALID_OPTION` for anything but a service and right options.
 */
export function featureFlags<Types extends FlagTypes>(
  flags: FeatureFlags<Types>,
  options: MountOptions = {},
): FlagsMiddleware {
  const mount = new Mount(flags, options);
  const last = mount.asyncLocalStorage ? needsNext : pass;
  return function featureFlagsMiddleware(request: Request, next: NextFunction = last): unknown {
    return runMount(mount, port, request, [], next);
  } as FlagsMiddleware;
}

function needsNext(): never {
  throw new HalyardError(
    'INVALID_OPTION',
    'featureFlags: option "asyncLocalStorage" has no effect without the rest of the request; ' +
      'call the middleware with it: withFlags(request, () => answer(request))',
  );
}
