import { HalyardError, requestFlags as storedFlags, type RequestFlags } from '@halyard/core';
import { findView } from '@halyard/core/adapter';

/**
 * The flags as this request sees them. Without `request`, those of the request that is being answered, from anywhere in
 * its code. Throws `NO_FLAGS` for a request that neither `featureFlags` nor a gate with `{ flags }` got, and, without
 * `request`, outside of a request and where `featureFlags` was called without `asyncLocalStorage: true`.
 */
export function requestFlags(request?: Request): RequestFlags {
  if (request === undefined) return storedFlags();
  const view = findView(request);
  if (view !== undefined) return view as RequestFlags;
  throw new HalyardError(
    'NO_FLAGS',
    'requestFlags(request): featureFlags(flags)(request) is missing before it, or it got another request object',
  );
}
