import { FeatureFlags, MemoryBackend } from '@halyard/core';

/** A service with so many flags: half of them are on, the others have another text. */
export function openFlags(count, others = 'on') {
  const texts = Array.from({ length: count }, (_, i) => [`flag-${i}`, i % 2 === 0 ? 'on' : others]);
  return FeatureFlags.open(new MemoryBackend(new Map(texts)), { logger: false });
}

/** Contexts of users, with keys that look like those of an app. */
export const USERS = Array.from({ length: 1000 }, (_, i) => ({ targetingKey: `user-${i}-of-the-shop` }));
