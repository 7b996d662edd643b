import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FeatureFlags, FlagTypes } from '@halyard/core';
import type { Middleware } from './options.js';

/**
 * A handler that answers 200 with `flags.status()` as JSON, whatever the state of the backends is: an app that serves
 * its last known flags is healthy. It names invalid flags, so mount it where only operators get.
 *
 * ```ts
 * if (req.url === '/healthz/flags') status(req, res);
 * ```
 */
export function flagStatus<Types extends FlagTypes>(flags: FeatureFlags<Types>): Middleware {
  return function flagStatusHandler(_request: IncomingMessage, response: ServerResponse): void {
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.end(JSON.stringify(flags.status()));
  };
}
