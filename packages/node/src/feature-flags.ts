import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FeatureFlags, FlagTypes, RequestFlags } from '@halyard/core';
import { Mount, runMount } from '@halyard/core/adapter';
import { lastNext } from './last-next.js';
import type { Middleware, MountOptions, NextFunction } from './options.js';
import { mountPort } from './port.js';

declare module 'node:http2' {
  interface Http2ServerRequest {
    /** The same as that of `IncomingMessage`. */
    flags: RequestFlags;
  }
}

declare module 'node:http' {
  interface IncomingMessage {
    /** The flags as this request sees them. Missing until `featureFlags`, or a gate that has `{ flags }`, sets them. */
    flags: RequestFlags;
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
): Middleware {
  const mount = new Mount(flags, options);
  return function featureFlagsMiddleware(
    request: IncomingMessage,
    response: ServerResponse,
    next: NextFunction = lastNext(request, response),
  ): void {
    runMount(mount, mountPort, request, response, next);
  } as Middleware;
}
