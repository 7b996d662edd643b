import type { SignedOverrides } from '@halyard/core';
import { checkOverrides, sendPreview } from '@halyard/core/adapter';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
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
export function previewRoute(overrides: SignedOverrides): RequestHandler {
  checkOverrides('previewRoute', overrides);
  return function previewRouteHandler(request: Request, response: Response, next: NextFunction): void {
    sendPreview(overrides, port, request.url, request, response, next);
  };
}
