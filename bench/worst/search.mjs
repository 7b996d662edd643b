import { createHash } from 'node:crypto';
import { changedGenes, firstGenes } from './genes.mjs';
import { loadLargestLegal } from './largest-legal.mjs';
import { pick, seededRandom } from './random.mjs';
import { describe, sizeOf } from './world.mjs';

const SEED = 20_261_201;
const SLOWEST = 6;
const MOST_PARTS = 3;

/**
 * Looks for something slower than the slowest that is known: changes and mixes what is known, mostly the slowest, and keeps
 * the slowest of each combination of families. What takes longer than `capMs` is left out, because nothing slower can be
 * told. Ends after `steps`, after `ms`, or when it finds such. The random choices have a fixed seed; which results they fall
 * on depends on the times. Resolves with the slowest result, if there is one, and the number of steps.
 */
export async function search(stopwatch, all, limits, { steps, ms, capMs, evaluations, progress }) {
  const known = all.filter(({ median }) => median < capMs);
  const random = seededRandom(SEED);
  const families = known.map(({ parts: [{ family }] }) => family);
  const best = new Map(known.map((result) => [combination(result), result]));
  const tried = new Set(known.map(({ parts }) => describe(parts)));
  const end = performance.now() + ms;
  let step = 0;
  for (;;) {
    const ranked = slowestFirst([...best.values()]);
    if (step >= steps || performance.now() > end || !(ranked[0]?.median < capMs)) {
      return { slowest: ranked[0], steps: step };
    }
    step++;
    const from = random() < 0.7 ? ranked.slice(0, SLOWEST) : ranked;
    const parts = changed(pick(from, random).parts, families, random);
    progress(`step ${step}: ${describe(parts)}`);
    if (!isNew(describe(parts), tried)) continue;
    const { world } = await loadLargestLegal(stopwatch, parts, limits);
    // Near the limits many parameters make the same definition.
    if (world === undefined || !isNew(digest(world), tried)) continue;
    const result = { parts, ...sizeOf(world), ...(await stopwatch.measure(evaluations, capMs)) };
    const before = best.get(combination(result));
    if (before === undefined || result.median > before.median) best.set(combination(result), result);
  }
}

/** In the order of their medians, of which some may be `Infinity`. */
export function slowestFirst(results) {
  return results.toSorted((a, b) => (a.median === b.median ? 0 : b.median - a.median));
}

/** One parameter changed, or one family more or less. */
function changed(parts, families, random) {
  const chance = random();
  if (chance < 0.2 && parts.length < MOST_PARTS) {
    const family = pick(families, random);
    return [...parts, { family, genes: firstGenes(family) }];
  }
  if (chance < 0.3 && parts.length > 1) return parts.toSpliced(Math.floor(random() * parts.length), 1);
  const at = Math.floor(random() * parts.length);
  const { family, genes } = parts[at];
  return parts.with(at, { family, genes: changedGenes(family, genes, random) });
}

function combination({ parts }) {
  return parts.map(({ family }) => family.id).join('+');
}

function digest({ flags, contexts }) {
  return createHash('sha1')
    .update(JSON.stringify([flags, contexts[0]]))
    .digest('hex');
}

/** Whether a text is met for the first time. */
function isNew(text, tried) {
  const before = tried.size;
  return tried.add(text).size > before;
}
