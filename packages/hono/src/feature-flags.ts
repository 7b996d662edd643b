import type { FeatureFlags, FlagTypes, RequestFlags } from '@halyard/core';
import { Mount, runMount } from '@halyard/core/adapter';
import type { Context, MiddlewareHandler, Next } from 'hono';
import type { MountOptions } from './options.js';
import { mountPort } from './port.js';

declare module 'hono' {
  interface ContextVariableMap {
    /** The flags as this request sees them. Missing until `featureFlags`, or a gate that has `{ flags }`, sets them. */
    flags: RequestFlags;
  }
}

/**
 * Middleware that gives each request its view of the flags, `c.get('flags')`, made when first asked: one snapshot and one
 * context for the whole request. Mounted again further down it gives a new context and keeps the snapshot. Throws
 * `INVALID_OPTION` for anything but a service and right options.
 */
export function featureFlags<Types extends FlagTypes>(
  flags: FeatureFlags<Types>,
  options: MountOptions = {},
): MiddlewareHandler {
  const mount = new Mount(flags, options);
  return function featureFlagsMiddleware(c: Context, next: Next): Promise<void> {
    return runMount(mount, mountPort, c, c, next) as Promise<void>;
  };
}
