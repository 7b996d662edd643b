import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { adapterOf } from '../frameworks.mjs';

/** `featureFlags` for the app and a gate on a flag that is on for everyone. */
export const contender = {
  title: 'Halyard, plain flag',
  package: '@halyard/core',
  async open(framework) {
    const { featureFlags, makeFlagGate } = await adapterOf(framework);
    const flags = await FeatureFlags.open(new MemoryBackend({ open: true }));
    return [featureFlags(flags), makeFlagGate('open')];
  },
};
