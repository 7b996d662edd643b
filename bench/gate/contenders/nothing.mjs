import { nothing } from '../frameworks.mjs';

/** What it costs to be a middleware at all. */
export const contender = {
  title: 'a middleware that does nothing',
  open: async (framework) => [nothing[framework]],
};
