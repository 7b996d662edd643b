import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { ALMOST_ALL } from './users.mjs';

/** Halyard's middleware for a gate on a rollout by user; `options` are those of `featureFlags`. */
export async function openRollout(framework, options) {
  const { featureFlags, makeFlagGate } = await import(`@halyard/${framework}`);
  const flags = await FeatureFlags.open(new MemoryBackend({ open: `${ALMOST_ALL}%` }));
  const context = (request) => ({ targetingKey: request.get('x-user') });
  return [featureFlags(flags, { context, ...options }), makeFlagGate('open')];
}
