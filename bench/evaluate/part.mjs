import { runChild } from '../support/child.mjs';
import { interleaved } from '../support/rounds.mjs';
import { ratios, summary } from '../support/statistics.mjs';
import { allocationOptions } from './allocation.mjs';
import { bars } from './bars.mjs';
import { loadContenders } from './contenders.mjs';
import { scenarios } from './scenarios.mjs';
import { tables } from './tables.mjs';

const FULL = { loads: [10_000, 100], rounds: 5, batchMs: 20, batches: 7, counted: 2 ** 20 };
const QUICK = { loads: [100], rounds: 1, batchMs: 1, batches: 1, counted: 2 ** 10 };

/** What asking for a flag costs: nanoseconds, calls a second, bytes. */
export const part = {
  title: 'Evaluate: what asking for a flag costs',
  async run({ quick, progress }) {
    const settings = quick ? QUICK : FULL;
    const contenders = await loadContenders();
    const byLoad = new Map();
    for (const load of settings.loads) {
      const say = (text) => progress(`evaluate, ${load} flags, ${text}`);
      const counted = await countBytes(contenders, load, settings, say);
      const timed = quick ? counted : await time(contenders, load, settings, say);
      byLoad.set(load, combine(contenders, timed, counted));
    }
    return {
      about: `Medians of ${settings.rounds} rounds, each contender in a new process each round.`,
      tables: tables(contenders, byLoad),
      bars: bars(byLoad),
    };
  },
};

const contestant = new URL('contestant.mjs', import.meta.url);

function time(contenders, load, { rounds, batchMs, batches }, progress) {
  const measure = ({ name }) => runChild(contestant, { args: [name, load, batchMs, batches] });
  return interleaved(contenders, rounds, measure, progress);
}

/** A run of its own, since a heap that is large enough to count in would flatter those who allocate. */
function countBytes(contenders, load, { batchMs, counted }, progress) {
  const measure = ({ name }) =>
    runChild(contestant, { args: [name, load, batchMs, 1, counted], nodeOptions: allocationOptions });
  return interleaved(contenders, 1, measure, (at) => progress(`bytes, ${at}`));
}

/** `{ contender: { scenario: { time, ratio, bytes } } }` by name; `time` and `ratio` are summaries. */
function combine(contenders, timed, counted) {
  const byName = Object.fromEntries(contenders.map((contender) => [contender.name, timed.get(contender)]));
  const times = (name, id) => byName[name].map((round) => round[id].time);
  const figures = (contender, { id, baseline }) => ({
    time: summary(times(contender.name, id)),
    ratio: summary(ratios(times(contender.name, id), times(baseline, id))),
    bytes: counted.get(contender)[0][id].bytes,
  });
  return Object.fromEntries(
    contenders.map((contender) => {
      const answered = scenarios.filter(({ id }) => byName[contender.name][0][id] !== undefined);
      return [
        contender.name,
        Object.fromEntries(answered.map((each) => [each.id, figures(contender, each)])),
      ];
    }),
  );
}
