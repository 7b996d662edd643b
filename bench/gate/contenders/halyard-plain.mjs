import { FeatureFlags, MemoryBackend } from '@halyard/core';

/** `featureFlags` for the app and a gate on a flag that is on for everyone. */
export const contender = {
  title: 'Halyard, plain flag',
  package: '@halyard/core',
  async open(framework) {
    const { featureFlags, makeFlagGate } = await import(`@halyard/${framework}`);
    const flags = await FeatureFlags.open(new MemoryBackend({ open: true }));
    return [featureFlags(flags), makeFlagGate('open')];
  },
};
