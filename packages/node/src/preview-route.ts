import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SignedOverrides } from '@halyard/core';
import { checkOverrides, sendPreview } from '@halyard/core/adapter';
import { lastNext } from './last-next.js';
import type { Middleware, NextFunction } from './options.js';
import { port } from './port.js';

/**
 * A handler that testers open by a link: `?token=` has their browser send these overrides until they expire, and without a
 * token the preview ends. Either way it leads to the path in `to`, by default `/`. Throws `INVALID_OPTION` for anything but
 * what `signedOverrides` made.
 *
 * ```ts
 * if (req.url?.startsWith('/preview')) preview(req, res);
 * ```
 */
export function previewRoute(overrides: SignedOverrides): Middleware {
  checkOverrides('previewRoute', overrides);
  return function previewRouteHandler(
    request: IncomingMessage,
    response: ServerResponse,
    next: NextFunction = lastNext(request, response),
  ): void {
    sendPreview(overrides, port, request.url ?? '/', request, response, next);
  } as Middleware;
}
