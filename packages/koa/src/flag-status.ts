import type { FeatureFlags, FlagTypes } from '@halyard/core';
import { checkService, sendStatus } from '@halyard/core/adapter';
import type { Context, Middleware, Next } from 'koa';
import { port } from './port.js';

/**
 * A handler that answers 200 with `flags.status()` as JSON, whatever the state of the backends is: an app that serves
 * its last known flags is healthy. It names invalid flags, so mount it where only operators get. Throws
 * `INVALID_OPTION` for anything but a service.
 *
 * ```ts
 * router.get('/healthz/flags', flagStatus(flags));
 * ```
 */
export function flagStatus<Types extends FlagTypes>(flags: FeatureFlags<Types>): Middleware {
  checkService('flagStatus', flags);
  return function flagStatusHandler(ctx: Context, next: Next): void {
    sendStatus(flags, port, ctx, ctx, next);
  };
}
