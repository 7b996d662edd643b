import { figure, spread, table } from '../support/table.mjs';
import { titled } from '../support/version.mjs';
import { scenarios } from './scenarios.mjs';

const BASELINES = { 'map-get': 'Map.get', 'by-hand': 'by hand' };

/** One table over all for the terminal, then one a scenario and what each contender evaluates. */
export function tables(contenders, byLoad) {
  const [load, results] = [...byLoad][0];
  return [
    {
      title: `${figure(load)} flags loaded: nanoseconds a call (× the baseline)`,
      note: 'The baseline is a bare Map.get for plain and unknown flags, code written by hand for the others. Loop included.',
      text: overview(contenders, results),
    },
    ...scenarios.map(({ id, title, baseline }) => ({
      title: `${title}, × ${BASELINES[baseline]}`,
      text: ofScenario(contenders, byLoad, id),
    })),
    { title: 'What each evaluates', text: whatEach(contenders) },
  ];
}

function overview(contenders, results) {
  const rows = contenders.map((contender) => [
    titled(contender),
    ...scenarios.map(({ id }) => {
      const figures = results[contender.name][id];
      return figures === undefined ? '–' : `${figure(figures.time.median)} (${figure(figures.ratio.median)})`;
    }),
  ]);
  return table(['contender', ...scenarios.map(({ title }) => title)], rows);
}

function ofScenario(contenders, byLoad, id) {
  const rows = [...byLoad].flatMap(([load, results]) =>
    contenders
      .filter(({ name }) => results[name][id] !== undefined)
      .map((contender) => {
        const { time, ratio, bytes } = results[contender.name][id];
        return [
          titled(contender),
          figure(load),
          figure(time.median),
          spread(time),
          figure(1e9 / time.median),
          figure(bytes),
          figure(ratio.median),
          spread(ratio),
        ];
      }),
  );
  return table(['contender', 'flags', 'ns', 'spread', 'calls/s', 'bytes', 'ratio', 'spread'], rows);
}

function whatEach(contenders) {
  const rows = contenders.map((contender) => [
    titled(contender),
    contender.asynchronous ? 'promise' : 'value',
    contender.evaluates,
    contender.leavesOut ?? '–',
  ]);
  return table(['contender', 'answers with a', 'evaluates', 'leaves out'], rows);
}
