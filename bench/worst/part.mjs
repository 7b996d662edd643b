import { families } from './families.mjs';
import { firstGenes } from './genes.mjs';
import { loadLargestLegal } from './largest-legal.mjs';
import { findLimits } from './limits.mjs';
import { search, slowestFirst } from './search.mjs';
import { Stopwatch } from './stopwatch.mjs';
import { bars, tables } from './tables.mjs';
import { describe, sizeOf } from './world.mjs';

const FULL = { evaluations: 25, searchEvaluations: 5, capMs: 10_000, steps: 2_000, ms: 30_000 };
const QUICK = { evaluations: 1, searchEvaluations: 1, capMs: 500, steps: 3, ms: 1_000 };
const SMALL = { definition: 1_000, context: 500 };

/** How long an evaluation takes when a definition and its context are made to be slow. */
export const part = {
  title: 'Worst case: the slowest legal definition a generator finds',
  async run({ quick, progress }) {
    const settings = quick ? QUICK : FULL;
    const limits = { ...findLimits(), ...(quick && SMALL) };
    const groups = [];
    for (const withPatterns of [false, true]) {
      const group = families.filter(({ patterns = false }) => patterns === withPatterns);
      groups.push(await slowestOf(group, limits, settings, (text) => progress(`worst, ${text}`)));
    }
    return {
      about: `A definition may take ${limits.definition} bytes here, a context ${limits.context}. Medians of up to ${settings.evaluations} evaluations after the first.`,
      tables: tables(groups, note(groups)),
      bars: bars(groups),
    };
  },
};

/** Measures each family in a process of its own, then searches among all of them. */
async function slowestOf(group, limits, settings, progress) {
  const measured = [];
  for (const family of group) {
    progress(family.title);
    measured.push({
      title: family.title,
      ...(await measure([{ family, genes: firstGenes(family) }], limits, settings)),
    });
  }
  const accepted = measured.filter(({ problem }) => problem === undefined);
  const [slowest] = slowestFirst(accepted);
  const stopwatch = new Stopwatch();
  const { slowest: candidate, steps } = await search(stopwatch, accepted, limits, {
    ...settings,
    evaluations: settings.searchEvaluations,
    progress,
  });
  await stopwatch.end();
  if (candidate === undefined || accepted.includes(candidate)) return { measured, slowest, steps };
  // What the search found, once more in a process that has seen nothing else.
  const found = await measure(candidate.parts, limits, settings);
  return { measured, found, steps, slowest: found.median > slowest.median ? found : slowest };
}

async function measure(parts, limits, { evaluations, capMs }) {
  const stopwatch = new Stopwatch();
  try {
    const { world, ...refusal } = await loadLargestLegal(stopwatch, parts, limits);
    if (world === undefined) return { parts, ...refusal };
    return { parts, ...sizeOf(world), ...(await stopwatch.measure(evaluations, capMs)) };
  } finally {
    await stopwatch.end();
  }
}

function note(groups) {
  const names = ['without', 'with'];
  return groups
    .map(({ slowest, found = slowest, steps }, i) =>
      [
        `The slowest ${names[i]} patterns: \`${describe(slowest.parts)}\`;`,
        `found in ${steps} steps of search: \`${describe(found.parts)}\`.`,
      ].join(' '),
    )
    .join('\n');
}
