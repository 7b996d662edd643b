import { runChild } from '../support/child.mjs';
import { interleaved } from '../support/rounds.mjs';
import { summary } from '../support/statistics.mjs';
import { figure, spread, table } from '../support/table.mjs';
import { titled } from '../support/version.mjs';
import { loadContenders } from '../evaluate/contenders.mjs';
import { addingFlags } from './adding-flags.mjs';
import { footprint } from './footprint.mjs';

const FULL = { rounds: 7, flags: 10_000, addingRounds: 3 };
const QUICK = { rounds: 1, flags: 100, addingRounds: 1 };
const OURS = [
  { title: 'Halyard for Express', package: '@halyard/express' },
  { title: 'Halyard for Koa', package: '@halyard/koa' },
  { title: 'Halyard for Fastify', package: '@halyard/fastify' },
  { title: 'Halyard for Hono', package: '@halyard/hono' },
  { title: 'Halyard for NestJS', package: '@halyard/nest' },
  { title: 'Halyard for node:http', package: '@halyard/node' },
  { title: 'Halyard for Redis', package: '@halyard/redis' },
];

/** What a library costs before it is asked anything: loading many flags, one flag more, memory, what is installed. */
export const part = {
  title: 'Load: flags in memory, one flag more, what is installed',
  async run({ quick, progress }) {
    const { rounds, flags, addingRounds } = quick ? QUICK : FULL;
    const libraries = (await loadContenders()).filter((contender) => contender.package !== undefined);
    const contenders = quick ? libraries.slice(0, 3) : libraries;
    const loads = await interleaved(
      contenders,
      rounds,
      ({ name }) =>
        runChild(new URL('loader.mjs', import.meta.url), {
          args: [name, flags],
          nodeOptions: ['--expose-gc'],
        }),
      (at) => progress(`load, ${at}`),
    );
    const adding = await addingFlags({
      quick,
      rounds: addingRounds,
      progress: (at) => progress(`load, adding, ${at}`),
    });
    return report([...contenders, ...OURS], { loads, rounds, flags, adding });
  },
};

function report(contenders, { loads, rounds, flags, adding }) {
  const results = contenders.map((contender) => {
    const loaded = loads.get(contender);
    return {
      contender,
      loading: loaded && summary(loaded.map(({ ms }) => ms)),
      heap: loaded && summary(loaded.map(({ bytes }) => bytes)).median,
      ...footprint(contender.package),
    };
  });
  const [core] = results;
  const kib = (bytes) => figure(Math.round(bytes / 1024));
  return {
    about: `Medians of ${rounds} rounds, each in a new process.`,
    tables: [
      {
        title: `${figure(flags)} flags`,
        note: 'From the JSON text of the flags, each library its own format, to ready. Packed and installed without and with what it depends on.',
        text: table(
          ['library', 'flags ms', 'spread', 'heap MiB', 'packed KiB', 'installed KiB', 'packages'],
          results.map(({ contender, loading, heap, packed, installed, packages }) => [
            titled(contender),
            figure(loading?.median),
            loading === undefined ? '–' : spread(loading),
            heap === undefined ? '–' : figure(heap / 2 ** 20),
            kib(packed),
            kib(installed),
            packages,
          ]),
        ),
      },
      adding.table,
    ],
    bars: [
      {
        what: 'dependencies of core',
        hold: '≤ 1',
        measured: String(core.packages),
        met: core.packages <= 1,
      },
      ...adding.bars,
    ],
  };
}
