import { runChild } from '../support/child.mjs';
import { interleaved } from '../support/rounds.mjs';
import { median, summary } from '../support/statistics.mjs';
import { figure, spread, table } from '../support/table.mjs';

const FULL = { counts: [1_000, 10_000, 20_000], added: 200 };
const QUICK = { counts: [10, 100], added: 5 };

/** How much more the largest number of flags may cost than the smallest: noise, for the cost should not depend on it. */
const INDEPENDENT = 2;

/** The table and the bars about adding a flag to many flags in memory. */
export async function addingFlags({ quick, rounds, progress }) {
  const { counts, added } = quick ? QUICK : FULL;
  const sizes = counts.map((count) => ({ title: `${figure(count)} flags`, count }));
  const child = new URL('adding.mjs', import.meta.url);
  const measured = await interleaved(
    sizes,
    rounds,
    ({ count }) => runChild(child, { args: [count, added] }),
    progress,
  );
  const results = sizes.map((size) => ({ ...size, ...combined(measured.get(size)) }));
  return { table: tableOf(results, added), bars: bars(results) };
}

/** Medians of the rounds; of the slowest write in each round, too. */
function combined(rounds) {
  const kind = (name) => ({
    typical: summary(rounds.map((round) => median(round[name]))),
    slowest: median(rounds.map((round) => Math.max(...round[name]))),
  });
  return {
    plain: kind('plain'),
    requiring: kind('requiring'),
    imported: summary(rounds.map(({ imported }) => imported)),
  };
}

function tableOf(results, added) {
  const row = ({ count, plain, requiring, imported }) => [
    figure(count),
    ...[plain, requiring].flatMap(({ typical, slowest }) => [
      figure(typical.median),
      spread(typical),
      figure(slowest),
    ]),
    figure(imported.median),
    spread(imported),
  ];
  return {
    title: 'Adding one flag, in memory',
    note: `Milliseconds from the write to the flag's first answer, the median of ${added} flags and the slowest. All before were written one by one, with a requirement each.`,
    text: table(
      [
        'flags',
        'plain ms',
        'spread',
        'slowest',
        'with requires ms',
        'spread',
        'slowest',
        'all before ms',
        'spread',
      ],
      results.map(row),
    ),
  };
}

function bars(results) {
  const [few, many] = [results[0], results.at(-1)];
  const bar = (what, key) => {
    const ratio = many[key].typical.median / few[key].typical.median;
    return {
      what: `adding ${what} to ${figure(many.count)} flags`,
      hold: `≤ ${INDEPENDENT} × to ${figure(few.count)}`,
      measured: figure(ratio),
      met: ratio <= INDEPENDENT,
    };
  };
  return [bar('a plain flag', 'plain'), bar('a flag with requires', 'requiring')];
}
