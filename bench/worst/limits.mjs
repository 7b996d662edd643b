import { parseFlag } from '@halyard/core/store';

/** The most bytes of JSON that a context may have here: what DESIGN's target assumes. */
const CONTEXT_BYTES = 64 * 1024;

/** How much a definition may hold, found by asking the library. */
export function findLimits() {
  return {
    definition:
      largest(2 ** 25, (size) => isLegal({ description: 'x'.repeat(size) })) + '{"description":""}'.length,
    rules: largest(2 ** 16, (size) =>
      isLegal({ rules: Array.from({ length: size }, () => ({ rollout: 1 })) }),
    ),
    context: CONTEXT_BYTES,
  };
}

/** The largest whole number below `end` for which `holds`, if it holds for all smaller ones. */
function largest(end, holds) {
  let low = 0;
  let high = end;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

function isLegal(definition) {
  return parseFlag('limit', JSON.stringify(definition)).problem === undefined;
}
