import { openRollout } from '../halyard-rollout.mjs';

/** `featureFlags` with a context function, and a gate that hashes the user of each request. */
export const contender = {
  title: 'Halyard, per-user rollout',
  package: '@halyard/core',
  open: (framework) => openRollout(framework, {}),
};
