import { openRollout } from '../halyard-rollout.mjs';

/** The same with `asyncLocalStorage`, so that `requestFlags()` works anywhere in the request. */
export const contender = {
  title: 'Halyard, rollout, AsyncLocalStorage',
  package: '@halyard/core',
  open: (framework) => openRollout(framework, { asyncLocalStorage: true }),
};
