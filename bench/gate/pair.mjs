import { startChild } from '../support/child.mjs';

const CONNECTIONS = 50;

/**
 * One round of one contender: the gated app and the same app without a gate, both in new processes, take turns under
 * load. With two turns each it is gated, bare, bare, gated in even rounds and the other way round in odd ones, so that a
 * machine that slows down or speeds up meanwhile favours neither. Resolves with both apps' figures.
 */
export async function measurePair(framework, contender, round, load, { warmUp, turn, turns, redisPort }) {
  const start = (name) =>
    startChild(new URL('app.mjs', import.meta.url), {
      args: [framework, name, redisPort],
      env: { NODE_ENV: 'production' },
      ports: [redisPort],
    });
  const [gated, bare] = await Promise.all([start(contender.name), start('none')]);
  try {
    const results = new Map([gated, bare].map((app) => [app, []]));
    for (const app of [gated, bare]) await press(load, app, warmUp);
    for (let i = 0; i < turns; i++) {
      const order = (round + i) % 2 === 0 ? [gated, bare] : [bare, gated];
      for (const app of order) results.get(app).push(await press(load, app, turn));
    }
    return { gated: total(results.get(gated)), bare: total(results.get(bare)) };
  } finally {
    await Promise.all([gated.end(), bare.end()]);
  }
}

async function press(load, app, amount) {
  const before = await app.ask('processor time');
  const result = await load.ask({ port: app.first, connections: CONNECTIONS, ...amount });
  const processor = (await app.ask('processor time')) - before;
  if (result.failed > 0) throw new Error(`${result.failed} of ${result.requests} requests failed`);
  return { ...result, processor };
}

/** Requests a second, the worst p99 of the turns in milliseconds, and the app's processor time a request in µs. */
function total(turns) {
  const sum = (key) => turns.reduce((all, turn) => all + turn[key], 0);
  return {
    rate: sum('requests') / sum('seconds'),
    p99: Math.max(...turns.map(({ p99 }) => p99)),
    processor: (sum('processor') * 1000) / sum('requests'),
  };
}
