/** What it costs to be a middleware at all. */
export const contender = {
  title: 'a middleware that does nothing',
  open: async (framework) => [
    framework === 'express' ? (_request, _response, next) => next() : (_ctx, next) => next(),
  ],
};
