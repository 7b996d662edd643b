import type { SignedOverrides } from '@halyard/core';
import { checkOverrides, sendPreview } from '@halyard/core/adapter';
import type { Context, Middleware, Next } from 'koa';
import { port } from './port.js';

/**
 * A handler that testers open by a link: `?token=` has their browser send these overrides until they expire, and without a
 * token the preview ends. Either way it leads to the path in `to`, by default `/`. Throws `INVALID_OPTION` for anything but
 * what `signedOverrides` made.
 *
 * ```ts
 * router.get('/preview', previewRoute(overrides));
 * ```
 */
export function previewRoute(overrides: SignedOverrides): Middleware {
  checkOverrides('previewRoute', overrides);
  return function previewRouteHandler(ctx: Context, next: Next): unknown {
    return sendPreview(overrides, port, ctx.url, ctx, ctx, next);
  };
}
