import { summary } from '../support/statistics.mjs';
import { figure, spread, table } from '../support/table.mjs';
import { titled } from '../support/version.mjs';

const TITLES = { express: 'Express', koa: 'Koa' };

/** Every gate in every framework, each beside the bare app of its own rounds. */
export function gateTable(byFramework) {
  const rows = [...byFramework].flatMap(([framework, pairs]) => {
    const app = titled({ title: TITLES[framework], package: framework });
    return [...pairs].map(([contender, rounds]) => [titled(contender), app, ...figures(rounds)]);
  });
  return {
    title: 'Requests a second through a gate',
    note:
      'The ratio is that of requests a second to the bare app of the same rounds. The last column is the processor ' +
      "time that the gate adds to a request in the app's process.",
    text: table(
      ['gate', 'app', 'requests/s', 'spread', 'p99 ms', '× no gate', 'spread', '+ µs a request'],
      rows,
    ),
  };
}

function figures(rounds) {
  const rate = summary(rounds.map(({ gated }) => gated.rate));
  const p99 = summary(rounds.map(({ gated }) => gated.p99));
  const cost = summary(rounds.map(({ gated, bare }) => gated.processor - bare.processor));
  const ratio = ratioOf(rounds);
  return [
    figure(rate.median),
    spread(rate),
    figure(p99.median),
    ratio.median.toFixed(3),
    `${ratio.low.toFixed(3)}–${ratio.high.toFixed(3)}`,
    figure(cost.median),
  ];
}

/** DESIGN's numbers that this part measures. */
export function bars(byFramework) {
  return [...byFramework].flatMap(([framework, pairs]) =>
    [...pairs]
      .filter(([{ package: name }]) => name?.startsWith('@halyard/'))
      .map(([{ title }, rounds]) => {
        const { median } = ratioOf(rounds);
        return {
          what: `${TITLES[framework]}: ${title}`,
          hold: '≥ 0.98 × no gate',
          measured: median.toFixed(3),
          met: median >= 0.98,
        };
      }),
  );
}

function ratioOf(rounds) {
  return summary(rounds.map(({ gated, bare }) => gated.rate / bare.rate));
}
