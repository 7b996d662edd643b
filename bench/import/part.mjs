import { loadContenders } from '../evaluate/contenders.mjs';
import { interleaved } from '../support/rounds.mjs';
import { median } from '../support/statistics.mjs';
import { figure, table } from '../support/table.mjs';
import { titled } from '../support/version.mjs';
import { importTime } from './import-time.mjs';

const EMPTY = { title: 'an empty program' };
const CORE = { title: 'Halyard', package: '@halyard/core', module: '@halyard/core' };
const FIRST_PATTERN = {
  title: 'Halyard and its first pattern',
  module: '@halyard/core',
  use: 'new imported.MemoryBackend({ staff: { rules: [{ when: { mail: { $regex: "@example[.]com$" } } }] } })',
};
const EXPRESS = { title: 'Express alone', package: 'express', module: 'express' };
const OTHERS = [
  { title: 'an empty module', module: './import/empty.mjs' },
  CORE,
  FIRST_PATTERN,
  ...['express', 'koa', 'redis'].map((name) =>
    ofPackage({ title: `Halyard, ${name}`, package: `@halyard/${name}` }),
  ),
  EXPRESS,
];

/** What a library adds to the start of a program. */
export const part = {
  title: 'Import: what a library adds to the start of a program',
  async run({ quick, progress }) {
    const rounds = quick ? 1 : 40;
    const peers = (await loadContenders())
      .filter(({ package: name }) => name !== undefined && name !== CORE.package)
      .map(ofPackage);
    const contenders = [...OTHERS, ...peers];
    const times = await interleaved([EMPTY, ...contenders], rounds, importTime, (at) =>
      progress(`import, ${at}`),
    );
    return report(contenders, times, rounds);
  },
};

function ofPackage({ title, package: name }) {
  return { title, package: name, module: name };
}

function report(contenders, times, rounds) {
  const empty = times.get(EMPTY);
  const fastest = (contender) => Math.min(...times.get(contender)) - Math.min(...empty);
  const rows = contenders.map((contender) => {
    // Over an empty program of the same round.
    const over = times.get(contender).map((time, round) => time - empty[round]);
    return [titled(contender), figure(fastest(contender)), figure(median(over))];
  });
  const share = fastest(CORE) / fastest(EXPRESS);
  return {
    about: `${rounds} rounds, each in a new process; an empty one took ${figure(Math.min(...empty))} ms.`,
    tables: [
      {
        title: 'Milliseconds over an empty program',
        text: table(['import of', 'fastest', 'median'], rows),
        note: 'What else the machine does only ever adds time: the fastest runs compare best.',
      },
    ],
    bars: [
      {
        what: 'import of core beside that of Express',
        hold: '≤ 0.25 ×',
        measured: figure(share),
        met: share <= 0.25,
      },
    ],
  };
}
