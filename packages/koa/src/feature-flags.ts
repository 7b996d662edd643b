import type { FeatureFlags, FlagTypes, RequestFlags } from '@halyard/core';
import { Mount, runMount } from '@halyard/core/adapter';
import type { Context, Middleware, Next } from 'koa';
import type { MountOptions } from './options.js';
import { mountPort } from './port.js';

declare module 'koa' {
  interface ExtendableContext {
    /** The flags as this request sees them. Missing until `featureFlags`, or a gate that has `{ flags }`, sets them. */
    flags: RequestFlags;
  }
}

/**
 * Middleware that gives each request its view of the flags, `ctx.flags`, made when first asked: one snapshot and one
 * context for the whole request. Mounted again further down it gives a new context and keeps the snapshot. Throws
 * `INVALID_OPTION` for anything but a service and right options.
 */
export function featureFlags<Types extends FlagTypes>(
  flags: FeatureFlags<Types>,
  options: MountOptions = {},
): Middleware {
  const mount = new Mount(flags, options);
  return function featureFlagsMiddleware(ctx: Context, next: Next): unknown {
    return runMount(mount, mountPort, ctx, ctx, next);
  };
}
