import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FeatureFlags, FlagTypes } from '@halyard/core';
import { checkService, sendStatus } from '@halyard/core/adapter';
import { lastNext } from './last-next.js';
import type { Middleware, NextFunction } from './options.js';
import { port } from './port.js';

/**
 * A handler that answers 200 with `flags.status()` as JSON, whatever the state of the backends is: an app that serves
 * its last known flags is healthy. It names invalid flags, so mount it where only operators get. Throws
 * `INVALID_OPTION` for anything but a service.
 *
 * ```ts
 * if (req.url === '/healthz/flags') status(req, res);
 * ```
 */
export function flagStatus<Types extends FlagTypes>(flags: FeatureFlags<Types>): Middleware {
  checkService('flagStatus', flags);
  return function flagStatusHandler(
    request: IncomingMessage,
    response: ServerResponse,
    next: NextFunction = lastNext(request, response),
  ): void {
    sendStatus(flags, port, request, response, next);
  } as Middleware;
}
