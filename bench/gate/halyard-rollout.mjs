import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { adapterOf, userOf } from './frameworks.mjs';
import { ALMOST_ALL } from './users.mjs';

/** Halyard's middleware for a gate on a rollout by user; `options` are those of `featureFlags`. */
export async function openRollout(framework, options) {
  const { featureFlags, makeFlagGate } = await adapterOf(framework);
  const flags = await FeatureFlags.open(new MemoryBackend({ open: `${ALMOST_ALL}%` }));
  const user = userOf[framework];
  const context = (request) => ({ targetingKey: user(request) });
  return [featureFlags(flags, { context, ...options }), makeFlagGate('open')];
}
