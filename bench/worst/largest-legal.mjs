import { makeWorld } from './world.mjs';

/** So few bytes that each part makes the least it can, such as one condition. */
const SMALLEST = 1;
const FIRST_STEP = 256;
const STEPS = 10;

/**
 * Loads the largest world of these parts that the library accepts. Resolves with the `world`, or with the `problem` when
 * it rejects even a small one, or when loading fails.
 */
export async function loadLargestLegal(loader, parts, limits) {
  const ofBytes = (definition) => makeWorld(parts, { ...limits, definition });
  // A definition full of patterns has too many steps, and it can take seconds until it is rejected.
  if (!parts.some(({ family }) => family.patterns)) {
    const world = ofBytes(limits.definition);
    const refusal = await loader.load(world);
    if (refusal === undefined) return { world };
    if (!refusal.rejected) return refusal;
  }
  const refusal = await loader.load(ofBytes(SMALLEST));
  if (refusal !== undefined) return refusal;
  const accepts = async (bytes) => (await loader.load(ofBytes(bytes))) === undefined;
  const world = ofBytes(await largestAccepted(accepts, limits.definition));
  return (await loader.load(world)) ?? { world };
}

/** About the largest number up to `most` that is accepted, if all smaller ones are: four times as many at first. */
async function largestAccepted(accepts, most) {
  let low = SMALLEST;
  let high = Math.min(FIRST_STEP, most);
  while (await accepts(high)) {
    if (high === most) return most;
    [low, high] = [high, Math.min(high * 4, most)];
  }
  for (let step = 0; step < STEPS && high / low > 1.01; step++) {
    const middle = Math.sqrt(low * high);
    if (await accepts(middle)) low = middle;
    else high = middle;
  }
  return low;
}
