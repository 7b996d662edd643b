import { createRequire } from 'node:module';
import pg from 'pg';
import { migrate } from '@halyard/sql';
import { PostgresServer } from '../../test/support/sql/postgres-server.ts';
import { measureFlips } from '../flip/series.mjs';
import { FLIPPED, flagTexts, flipText } from '../flip/texts.mjs';
import { untilLoaded } from '../flip/until-loaded.mjs';
import { startChild } from '../support/child.mjs';
import { percentile, ratios, summary } from '../support/statistics.mjs';
import { figure, spread, table } from '../support/table.mjs';

const FULL = { processes: 20, flags: [1000], rounds: 5, flips: 40 };
const QUICK = { processes: 2, flags: [10], rounds: 1, flips: 3 };
const HEADINGS = ['processes', 'flags', 'first', 'UPDATE p50', 'p99'].concat(
  ['NOTIFY', 'question'].flatMap((floor) => [`${floor} p50`, 'p99', 'ratio', 'spread']),
);

/** How long a flip by raw UPDATE takes to be visible in every process of a service. */
export const part = {
  title: 'Flip in PostgreSQL: from UPDATE to visible',
  async run({ quick, progress }) {
    const server = await PostgresServer.start();
    const writer = new pg.Client(server.url);
    const service = quick ? QUICK : FULL;
    try {
      await migrate(server.url);
      await writer.connect();
      const rows = await measureService(server, writer, service, progress);
      const {
        rows: [{ server_version: version }],
      } = await writer.query('SHOW server_version');
      return report(rows, service, `PostgreSQL ${version.split(' ')[0]}`);
    } finally {
      await writer.end();
      await server.process.stop();
    }
  },
};

async function measureService(server, writer, { processes, flags, ...series }, progress) {
  const replicas = [];
  try {
    await store(writer, [[FLIPPED, flipText(0)]]);
    const rows = [];
    for (const count of flags) {
      progress(`flip-sql, ${count} flags, loading`);
      await store(writer, flagTexts(count - 1));
      while (replicas.length < processes) {
        const module = new URL('replica.mjs', import.meta.url);
        replicas.push(await startChild(module, { args: [server.url], ports: [server.port] }));
      }
      await untilLoaded(replicas, count);
      const writes = {
        flip: (number) =>
          writer.query({
            name: 'flip',
            text: 'UPDATE feature_flags SET text = $2 WHERE name = $1',
            values: [FLIPPED, flipText(number)],
          }),
        floor: (number) => writer.query(`NOTIFY floor, '${number}'`),
        question: (number) => writer.query(`NOTIFY question, '${number}'`),
      };
      const say = (at) => progress(`flip-sql, ${count} flags, ${at}`);
      rows.push({ processes, flags: count, ...(await measureFlips(writes, replicas, series, say)) });
    }
    return rows;
  } finally {
    await Promise.all(replicas.map((replica) => replica.end()));
  }
}

function store(writer, texts) {
  return writer.query(
    'INSERT INTO feature_flags (name, text) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING',
    [texts.map(([name]) => name), texts.map(([, text]) => text)],
  );
}

function report(rows, { processes, rounds, flips }, server) {
  const { version } = createRequire(import.meta.url)('pg/package.json');
  const of = (kind, percent, row) => row.rounds.map((delays) => percentile(delays[kind], percent));
  const percentiles = (kind, row) =>
    [50, 99].map((percent) => figure(summary(of(kind, percent, row)).median));
  const ratio = (row, floor = 'floor') => summary(ratios(of('flip', 99, row), of(floor, 99, row)));
  const held = rows.find(({ flags }) => flags === 1000);
  return {
    about: `${server}, pg ${version}; medians of ${rounds} rounds of ${flips} flips after a first one, in turn with as many bare NOTIFYs to the same processes, and as many after which each process reads one flag (“question”).`,
    tables: [
      {
        title: 'Milliseconds from the write to the process that reads it',
        note: 'Each flip counts once for each process. A ratio is that of two p99 of a round. A notification holds names only, because anyone who can connect may send one: so a process has to read, and the question is the least that this can cost. “first” is the slowest process at the first flip after the start.',
        text: table(
          HEADINGS,
          rows.map((row) => [
            row.processes,
            figure(row.flags),
            figure(percentile(row.first, 100)),
            ...percentiles('flip', row),
            ...percentiles('floor', row),
            figure(ratio(row).median),
            spread(ratio(row)),
            ...percentiles('question', row),
            figure(ratio(row, 'question').median),
            spread(ratio(row, 'question')),
          ]),
        ),
      },
    ],
    bars: held && [
      {
        what: `p99 of a flip by UPDATE in ${processes} processes, 1,000 flags`,
        hold: '≤ 2 × bare NOTIFY',
        measured: figure(ratio(held).median),
        met: ratio(held).median <= 2,
      },
    ],
  };
}
