import { runChild } from '../support/child.mjs';
import { interleaved } from '../support/rounds.mjs';
import { summary } from '../support/statistics.mjs';
import { figure, spread, table } from '../support/table.mjs';
import { titled } from '../support/version.mjs';

const FULL = {
  rounds: 5,
  load: { seconds: 10, rate: 100_000 },
  batch: { ms: 200, batches: 7 },
  flags: 10_000,
};
const QUICK = { rounds: 1, load: { seconds: 0.2, rate: 1000 }, batch: { ms: 1, batches: 1 }, flags: 100 };

/** The most that evaluations with counters and Prometheus may add to the processor time, in ms a second. */
const LOAD_BAR_MS = 10;
/** The most that a scrape of all flags may take, in ms. */
const SCRAPE_BAR_MS = 50;

const LOADS = [
  { name: 'map', title: 'a bare Map.get in place of each evaluation' },
  { name: 'halyard', title: 'evaluations, which are counted' },
  { name: 'prometheus', title: 'the same, with a scrape of Prometheus every 5 seconds' },
  { name: 'openTelemetry', title: 'the same, with a collection of OpenTelemetry every 5 seconds' },
];

const COSTS = [
  { name: 'none', title: 'none of them' },
  { name: 'subscriber', title: 'an empty subscriber of halyard:evaluation' },
  { name: 'event', title: 'an event of OpenTelemetry, given to an exporter that drops it' },
  { name: 'span', title: 'an attribute of a span' },
  { name: 'exposure', title: 'an exposure, of another user each time' },
  { name: 'repeated', title: 'an exposure that was reported before' },
];

const PROVIDERS = [
  { name: 'isEnabled', title: 'isEnabled, without OpenFeature' },
  { name: 'resolver', title: 'the resolver of @halyard/openfeature, without the SDK' },
  { name: 'halyard', title: '@halyard/openfeature, through the SDK' },
  { name: 'memory', title: "the SDK's own provider in memory", package: '@openfeature/server-sdk' },
  { name: 'noop', title: 'a provider that answers the default, through the SDK' },
];

/** What telemetry adds to evaluations. */
export const part = {
  title: 'Telemetry: what counting, reporting and OpenFeature cost',
  async run({ quick, progress }) {
    const { rounds, load, batch, flags } = quick ? QUICK : FULL;
    const measure = (module, contenders, settings) =>
      interleaved(
        contenders,
        rounds,
        ({ name }) => runChild(new URL(module, import.meta.url), { args: [name, JSON.stringify(settings)] }),
        (at) => progress(`telemetry, ${at}`),
      );
    const loads = await measure('load.mjs', LOADS, load);
    const costs = await measure('cost.mjs', COSTS, batch);
    const providers = await measure('provider.mjs', PROVIDERS, batch);
    const scrapes = await measure('scrape.mjs', [{ name: 'scrape', title: 'a scrape' }], { flags });
    return report({ loads, costs, providers, scrapes: [...scrapes.values()][0] }, { rounds, load, flags });
  },
};

function report({ loads, costs, providers, scrapes }, { rounds, load, flags }) {
  const [map, , prometheus] = [...loads.values()].map((results) => summary(results));
  const added = prometheus.median - map.median;
  const took = summary(scrapes.map((each) => each.ran));
  const block = summary(scrapes.map((each) => each.block));
  return {
    about: `Medians of ${rounds} rounds, each contender in a new process each round; processor time.`,
    tables: [
      {
        title: `${figure(load.rate)} evaluations a second`,
        note: 'Of 1,000 plain flags; Prometheus and OpenTelemetry with series for each flag.',
        text: table(['the process does', 'ms a second', 'spread'], rows(loads)),
      },
      {
        title: 'One evaluation, in µs',
        note: 'Of a split for a user. The events go to an SDK without batches, and no event is beyond the limit.',
        text: table(['with', 'µs', 'spread'], rows(costs)),
      },
      {
        title: 'One evaluation with OpenFeature, in µs',
        text: table(['with', 'µs', 'spread'], rows(providers)),
      },
      {
        title: `A scrape of ${figure(flags)} flags, in ms`,
        note: 'One result of half of the flags, two of the others, each a series. The longest block includes what prom-client does to write them as text.',
        text: table(
          ['', 'ms', 'spread'],
          [
            ['the scrape', figure(took.median), spread(took)],
            ['its longest block', figure(block.median), spread(block)],
          ],
        ),
      },
    ],
    bars: [
      {
        what: `${figure(load.rate)} evaluations a second with counters and Prometheus, more than Map.get`,
        hold: `≤ ${LOAD_BAR_MS} ms a second`,
        measured: `${figure(added)} ms`,
        met: added <= LOAD_BAR_MS,
      },
      {
        what: `a scrape of ${figure(flags)} flags`,
        hold: `≤ ${SCRAPE_BAR_MS} ms`,
        measured: `${figure(took.median)} ms`,
        met: took.median <= SCRAPE_BAR_MS,
      },
    ],
  };
}

function rows(measured) {
  return [...measured].map(([contender, results]) => {
    const values = summary(results);
    return [titled(contender), figure(values.median), spread(values)];
  });
}
