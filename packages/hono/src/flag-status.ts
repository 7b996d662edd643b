import type { FeatureFlags, FlagTypes } from '@halyard/core';
import { checkService, sendStatus } from '@halyard/core/adapter';
import type { Context, Handler, Next } from 'hono';
import { port } from './port.js';

/**
 * A handler that answers 200 with `flags.status()` as JSON, whatever the state of the backends is: an app that serves
 * its last known flags is healthy. It names invalid flags, so mount it where only operators get. Throws
 * `INVALID_OPTION` for anything but a service.
 *
 * ```ts
 * app.get('/healthz/flags', flagStatus(flags));
 * ```
 */
export function flagStatus<Types extends FlagTypes>(flags: FeatureFlags<Types>): Handler {
  checkService('flagStatus', flags);
  return function flagStatusHandler(c: Context, next: Next): Response {
    return sendStatus(flags, port, c, c, next) as Response;
  };
}
