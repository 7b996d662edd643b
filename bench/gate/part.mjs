import { RedisServer } from '../../test/support/redis-server.ts';
import { startChild } from '../support/child.mjs';
import { interleaved } from '../support/rounds.mjs';
import { loadContenders } from './contenders.mjs';
import { measurePair } from './pair.mjs';
import { bars, gateTable } from './tables.mjs';

const FULL = { rounds: 3, warmUp: { seconds: 1 }, turn: { seconds: 2 }, turns: 2 };
const QUICK = { rounds: 1, warmUp: { requests: 50 }, turn: { requests: 100 }, turns: 1 };

/** What a gate costs an app: requests a second, latency and processor time beside the same app without one. */
export const part = {
  title: 'Gate: what a gate costs an app',
  async run({ quick, progress }) {
    const { rounds, ...amounts } = quick ? QUICK : FULL;
    const contenders = await loadContenders();
    const redis = await RedisServer.start();
    const load = await startChild(new URL('load.mjs', import.meta.url), { ports: ['any'] });
    try {
      const byFramework = new Map();
      for (const framework of ['express', 'koa']) {
        const pairs = await interleaved(
          contenders,
          rounds,
          (contender, round) =>
            measurePair(framework, contender, round, load, { ...amounts, redisPort: redis.port }),
          (at) => progress(`gate, ${framework}, ${at}`),
        );
        byFramework.set(framework, pairs);
      }
      return {
        about:
          `Medians of ${rounds} rounds; in each the gated app and the bare one, in new processes, take turns of ` +
          `${FULL.turn.seconds} s under autocannon with 50 connections.`,
        tables: [gateTable(byFramework)],
        bars: bars(byFramework),
      };
    } finally {
      await load.end();
      await redis.stop();
    }
  },
};
