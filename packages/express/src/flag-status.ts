import type { FeatureFlags, FlagTypes } from '@halyard/core';
import type { Request, RequestHandler, Response } from 'express';

/**
 * A handler that answers 200 with `flags.status()` as JSON, whatever the state of the backends is: an app that serves
 * its last known flags is healthy. It names invalid flags, so mount it where only operators get.
 *
 * ```ts
 * app.get('/healthz/flags', flagStatus(flags));
 * ```
 */
export function flagStatus<Types extends FlagTypes>(flags: FeatureFlags<Types>): RequestHandler {
  return function flagStatusHandler(_request: Request, response: Response): void {
    response.set('Cache-Control', 'no-store').json(flags.status());
  };
}
