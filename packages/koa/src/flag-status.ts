import type { FeatureFlags, FlagTypes } from '@halyard/core';
import type { Context, Middleware } from 'koa';

/**
 * A handler that answers 200 with `flags.status()` as JSON, whatever the state of the backends is: an app that serves
 * its last known flags is healthy. It names invalid flags, so mount it where only operators get.
 *
 * ```ts
 * router.get('/healthz/flags', flagStatus(flags));
 * ```
 */
export function flagStatus<Types extends FlagTypes>(flags: FeatureFlags<Types>): Middleware {
  return function flagStatusHandler(ctx: Context): void {
    ctx.set('Cache-Control', 'no-store');
    ctx.body = flags.status();
  };
}
