import type { FeatureFlags, FlagTypes } from '@halyard/core';
import { checkService, sendStatus } from '@halyard/core/adapter';
import type { NextFunction } from './options.js';
import { pass, port } from './port.js';

/**
 * A handler that answers 200 with `flags.status()` as JSON, whatever the state of the backends is: an app that serves
 * its last known flags is healthy. It names invalid flags, so mount it where only operators get. Throws
 * `INVALID_OPTION` for anything but a service.
 *
 * ```ts
 * if (url.pathname === '/healthz/flags') return status(request);
 * ```
 */
export function flagStatus<Types extends FlagTypes>(
  flags: FeatureFlags<Types>,
): (request: Request, next?: NextFunction) => Response {
  checkService('flagStatus', flags);
  return function flagStatusHandler(request, next = pass) {
    return sendStatus(flags, port, request, [], next) as Response;
  };
}
