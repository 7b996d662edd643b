import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from 'redis';
import { RedisServer } from '../../test/support/redis-server.ts';
import { now } from '../flip/clock.mjs';
import { FLIPPED, flagTexts, flipText } from '../flip/texts.mjs';
import { serverUse } from '../server-cost/server-use.mjs';
import { startChild } from '../support/child.mjs';
import { median, percentile } from '../support/statistics.mjs';
import { figure, table } from '../support/table.mjs';
import { manifest } from '../support/version.mjs';
import { processUse } from './process-use.mjs';
import { startRelay } from './relay.mjs';

const FULL = {
  fleets: [
    { relays: 1, streams: 400 },
    { relays: 5, streams: 400 },
    { relays: 20, streams: 400 },
    { relays: 1, streams: 5000 },
  ],
  processes: 4,
  flags: 1000,
  flips: 60,
  gapMs: 200,
  loadMs: 5000,
};
const QUICK = {
  fleets: [{ relays: 2, streams: 20 }],
  processes: 1,
  flags: 10,
  flips: 3,
  gapMs: 10,
  loadMs: 200,
};
/** A flip every so many ms while a relay is killed. */
const LOAD_MS = 50;
const LATE_MS = 60_000;

/** How long a flip in Redis takes to reach the clients of many relays, and what a relay that dies costs them. */
export const part = {
  title: 'Scale: relays between Redis and many clients',
  async run({ quick, progress }) {
    const settings = quick ? QUICK : FULL;
    const rows = [];
    for (const fleet of settings.fleets) rows.push(await measureFleet(fleet, settings, progress));
    return report(rows, settings);
  },
};

async function measureFleet({ relays: count, streams }, settings, progress) {
  const all = count * streams;
  const redis = await RedisServer.start();
  const writer = createClient({ url: redis.url });
  const [relays, clients] = [[], []];
  try {
    await writer.connect();
    await writer.hSet('feature_flags', [[FLIPPED, flipText(0)], ...flagTexts(settings.flags - 1)]);
    for (let i = 0; i < count; i++) {
      progress(`scale, starting relay ${i + 1} of ${count}`);
      relays.push(await startRelay(redis));
    }
    const empty = memoryOf(relays);
    progress(`scale, ${count} relays, connecting ${all} streams`);
    const args = [all / settings.processes, ...relays.map(({ url }) => url)];
    const module = new URL('clients.mjs', import.meta.url);
    for (let i = 0; i < settings.processes; i++) {
      clients.push(await startChild(module, { args, ports: 'any' }));
    }
    const full = memoryOf(relays);
    const fleet = { redis, writer, relays, clients };
    const flips = await measureFlips(fleet, settings, progress);
    progress(`scale, ${count} relays, killing one`);
    const death = count > 1 ? await killOne(fleet, settings) : undefined;
    return {
      relays: count,
      streams: all,
      empty: empty / count,
      full: full / count,
      ...flips,
      death,
    };
  } finally {
    await Promise.all([...clients.map((each) => each.end()), ...relays.map((each) => each.kill())]);
    writer.destroy();
    await redis.stop();
  }
}

let number = 0;

/** Flips one after another, each once all clients have the one before. The first finds them cold and does not count. */
async function measureFlips({ writer, relays, clients }, { flips, gapMs }, progress) {
  const sent = new Map();
  const flip = async () => {
    number++;
    sent.set(number, now());
    await writer.hSet('feature_flags', FLIPPED, flipText(number));
    await untilSeen(clients, number);
    await pause(gapMs);
  };
  await flip();
  const first = number;
  const before = processorOf(relays);
  const use = await serverUse(writer, async () => {
    for (let i = 0; i < flips; i++) {
      progress(`scale, ${relays.length} relays, flip ${i + 1} of ${flips}`);
      await flip();
    }
  });
  const processor = (processorOf(relays) - before) / flips / relays.length;
  const delays = await delaysOf(clients, sent);
  delays.delete(first);
  return { delays: [...delays.values()], processor, redis: use.processor / flips };
}

/** The delays of all clients by the number of the flip. */
async function delaysOf(clients, sent) {
  const reports = await Promise.all(clients.map((client) => client.ask({})));
  return new Map(
    [...sent].map(([each, at]) => [
      each,
      reports.flatMap(({ times }) => (times.get(each) ?? []).map((time) => time - at)),
    ]),
  );
}

/** Kills a relay while flips go on. Its clients move to the others; resolves once all clients have the last flip. */
async function killOne({ writer, relays, clients }, { loadMs }) {
  let last = 0;
  const load = (async () => {
    for (const end = now() + loadMs; now() < end; await pause(LOAD_MS)) {
      number++;
      last = now();
      await writer.hSet('feature_flags', FLIPPED, flipText(number));
    }
  })();
  await pause(loadMs / 2);
  await relays[0].kill();
  await load;
  const reports = await untilSeen(clients, number);
  return {
    moved: reports.reduce((sum, { moves }) => sum + moves, 0),
    last: Math.max(...reports.map(({ at }) => at)) - last,
  };
}

/** Waits until all clients know the flip of this number: a client that missed it fails the benchmark. */
function untilSeen(clients, until) {
  const late = AbortSignal.timeout(LATE_MS);
  return Promise.race([
    Promise.all(clients.map((client) => client.ask({ until }))),
    new Promise((_, reject) => {
      late.addEventListener('abort', () => reject(new Error(`flip ${until} was missed by a client`)));
    }),
  ]);
}

function memoryOf(relays) {
  return relays.reduce((sum, { pid }) => sum + (processUse(pid)?.memory ?? NaN), 0);
}

function processorOf(relays) {
  return relays.reduce((sum, { pid }) => sum + (processUse(pid)?.processor ?? NaN), 0);
}

function report(rows, { flags, flips }) {
  const deaths = rows.filter(({ death }) => death !== undefined);
  return {
    about: `node-redis ${manifest('redis').version}; relays are halyard serve --upstream redis://…; ${figure(flags)} flags; ${flips} flips by raw HSET. The clients are event streams, all on the same machine.`,
    tables: [
      {
        title: 'Milliseconds from the HSET to the clients',
        note: 'Each flip counts once for each client; “last” is the slowest client of each flip. CPU is that of one relay for a flip, and that of Redis.',
        text: table(
          ['relays', 'clients', 'p50', 'p99', 'last p50', 'last p99', 'CPU a relay, ms', 'CPU of Redis, ms'],
          rows.map(({ relays, streams: all, delays, processor, redis }) => {
            const last = delays.map((each) => Math.max(...each));
            return [
              figure(relays),
              figure(all),
              figure(percentile(delays.flat(), 50)),
              figure(percentile(delays.flat(), 99)),
              figure(median(last)),
              figure(percentile(last, 99)),
              figure(processor),
              figure(redis),
            ];
          }),
        ),
      },
      {
        title: 'Memory of a relay',
        note: 'Before and after the clients connect.',
        text: table(
          ['relays', 'clients', 'without clients, MiB', 'with clients, MiB'],
          rows.map(({ relays, streams, empty, full }) => [
            figure(relays),
            figure(streams),
            figure(empty / 2 ** 20),
            figure(full / 2 ** 20),
          ]),
        ),
      },
      {
        title: 'A relay killed while a flip comes every 50 ms',
        note: 'Its clients come back at random times within 500 ms, at the other relays. Each has the last flip, and the benchmark fails otherwise. The last column is from the last flip to the last client.',
        text: table(
          ['relays', 'clients that moved', 'clients that missed a flip', 'last client, ms'],
          deaths.map(({ relays, death }) => [figure(relays), figure(death.moved), '0', figure(death.last)]),
        ),
      },
    ],
  };
}
