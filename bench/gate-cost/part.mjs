import { runChild } from '../support/child.mjs';
import { table } from '../support/table.mjs';
import { titled } from '../support/version.mjs';
import { NAMES } from './names.mjs';
import { medianWithin } from './median-interval.mjs';

const FULL = { blocks: 1000, requests: 50 };
const QUICK = { blocks: 20, requests: 10 };
const APPS = {
  express: { title: 'Express', package: 'express' },
  koa: { title: 'Koa', package: 'koa' },
  fastify: { title: 'Fastify', package: 'fastify' },
  hono: { title: 'Hono', package: 'hono' },
  nest: { title: 'NestJS', package: '@nestjs/core' },
  node: { title: 'node:http' },
};

/** The most that a gate may add to a request, in µs. */
const BARS = { 'halyard-plain': 1, 'halyard-rollout': 2, 'halyard-async-storage': 4 };

/** What a gate adds to the processor time of a request, fine enough to tell microseconds apart. */
export const part = {
  title: 'Gate cost: the processor time that a gate adds to a request',
  async run({ quick, progress }) {
    const { blocks, requests } = quick ? QUICK : FULL;
    const rows = [];
    const bars = [];
    for (const framework of Object.keys(APPS)) {
      progress(`gate-cost, ${framework}`);
      const costs = await runChild(new URL('injector.mjs', import.meta.url), {
        args: [framework, blocks, requests],
        env: { NODE_ENV: 'production' },
      });
      const app = titled(APPS[framework]);
      for (const name of NAMES) {
        const { contender } = await import(`../gate/contenders/${name}.mjs`);
        const added = costs[name].map((cost, block) => cost - costs.baseline[block]);
        const { median, low, high } = medianWithin(added);
        rows.push([titled(contender), app, ...[median, low, high].map((cost) => cost.toFixed(2))]);
        if (!Object.hasOwn(BARS, name)) continue;
        bars.push({
          what: `${APPS[framework].title}: ${contender.title}`,
          hold: `≤ ${BARS[name]} µs`,
          measured: `${median.toFixed(2)} µs`,
          met: median <= BARS[name],
        });
      }
    }
    return {
      about:
        `One process for each framework; ${blocks} blocks, in each of which every app gets ${requests} requests without a ` +
        'socket, in random order.',
      tables: [
        {
          title: 'µs that a gate adds to a request',
          note: 'Medians of the differences to the app without a gate in the same block, with their 95 % confidence interval.',
          text: table(['gate', 'app', '+ µs', 'from', 'to'], rows),
        },
      ],
      bars,
    };
  },
};
