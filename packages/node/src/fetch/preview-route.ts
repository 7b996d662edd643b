import type { SignedOverrides } from '@halyard/core';
import { checkOverrides, sendPreview } from '@halyard/core/adapter';
import type { NextFunction } from './options.js';
import { pass, port } from './port.js';

/**
 * A handler that testers open by a link: `?token=` has their browser send these overrides until they expire, and without a
 * token the preview ends. Either way it leads to the path in `to`, by default `/`. Throws `INVALID_OPTION` for anything but
 * what `signedOverrides` made.
 *
 * ```ts
 * if (url.pathname === '/preview') return preview(request);
 * ```
 */
export function previewRoute(
  overrides: SignedOverrides,
): (request: Request, next?: NextFunction) => Response | Promise<Response> {
  checkOverrides('previewRoute', overrides);
  return function previewRouteHandler(request, next = pass) {
    return sendPreview(overrides, port, request.url, request, [], next) as Response | Promise<Response>;
  };
}
