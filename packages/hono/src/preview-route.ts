import type { SignedOverrides } from '@halyard/core';
import { checkOverrides, sendPreview } from '@halyard/core/adapter';
import type { Context, Handler, Next } from 'hono';
import { port } from './port.js';

/**
 * A handler that testers open by a link: `?token=` has their browser send these overrides until they expire, and without a
 * token the preview ends. Either way it leads to the path in `to`, by default `/`. Throws `INVALID_OPTION` for anything but
 * what `signedOverrides` made.
 *
 * ```ts
 * app.get('/preview', previewRoute(overrides));
 * ```
 */
export function previewRoute(overrides: SignedOverrides): Handler {
  checkOverrides('previewRoute', overrides);
  return function previewRouteHandler(c: Context, next: Next): Response | Promise<Response> {
    return sendPreview(overrides, port, c.req.url, c, c, next) as Response | Promise<Response>;
  };
}
