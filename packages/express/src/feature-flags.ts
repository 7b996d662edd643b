import type { FeatureFlags, FlagTypes, RequestFlags } from '@halyard/core';
import { Mount, runMount } from '@halyard/core/adapter';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { MountOptions } from './options.js';
import { mountPort } from './port.js';

declare global {
  // The namespace that Express reads its request's type from, so that middleware can add to it.
  namespace Express {
    interface Request {
      /** The flags as this request sees them. Missing until `featureFlags`, or a gate that has `{ flags }`, sets them. */
      flags: RequestFlags;
    }
  }
}

/**
 * Middleware that gives each request its view of the flags, `req.flags`, made when first asked: one snapshot and one
 * context for the whole request. Mounted again further down it gives a new context and keeps the snapshot. Throws
 * `INVALID_OPTION` for anything but a service and right options.
 */
export function featureFlags<Types extends FlagTypes>(
  flags: FeatureFlags<Types>,
  options: MountOptions = {},
): RequestHandler {
  const mount = new Mount(flags, options);
  return function featureFlagsMiddleware(request: Request, response: Response, next: NextFunction): void {
    runMount(mount, mountPort, request, response, next);
  };
}
