import type { RedisBackend } from '@halyard/redis';
import { clientKinds } from '../support/redis-clients.js';
import { allHold, openReplicas } from '../support/redis-replicas.js';
import { RedisSuite } from '../support/redis-suite.js';
import { seededRandom } from '../support/seeded-random.js';

const ROUNDS = 120;
const NAMES = ['a', 'b', 'c', '__proto__'];
/** No poll finds anything: what is not told or asked for is missed. */
const NO_POLL = { livePollMs: 3_600_000 };

for (const [seed, kind] of clientKinds.entries()) {
  describe(`RedisBackend after bursts of raw and logged writes at once, over ${kind.name}`, () => {
    const redis = new RedisSuite();
    const random = seededRandom(seed + 1);
    const upTo = (n: number): number => Math.floor(random() * (n + 1));
    const any = <T>(list: readonly T[]): T => list[upTo(list.length - 1)]!;

    function rawWrite(): readonly string[] {
      return random() < 0.3
        ? ['HDEL', 'feature_flags', any(NAMES)]
        : ['HSET', 'feature_flags', any(NAMES), any(['on', 'off', '1%'])];
    }

    async function write(replica: RedisBackend): Promise<void> {
      await (random() < 0.3 ? replica.delete(any(NAMES)) : replica.set(any(NAMES), any(['3%', '4%'])));
    }

    it(`equals the hash each time (seed ${seed + 1})`, async function () {
      this.timeout(60_000);
      const replicas = await openReplicas(redis, kind, NO_POLL);
      const [one, two] = [await redis.connection(), await redis.connection()];
      const stored = async (): Promise<Record<string, string>> => {
        const flat = (await one('HGETALL', 'feature_flags')) as string[];
        return Object.fromEntries(flat.flatMap((name, i) => (i % 2 === 0 ? [[name, flat[i + 1]!]] : [])));
      };
      for (let round = 1; round <= ROUNDS; round++) {
        await Promise.all([
          ...Array.from({ length: upTo(3) }, () => write(any(replicas))),
          ...Array.from({ length: upTo(5) }, () => one(...rawWrite())),
          ...Array.from({ length: upTo(5) }, () => two(...rawWrite())),
        ]);
        // Nothing is written from here on, so that nothing comes to the help of what was missed.
        await allHold(replicas, await stored());
        // Some rounds find all armed again, others only who leads.
        if (random() < 0.2) await new Promise((resolve) => setTimeout(resolve, upTo(250)));
      }
    });
  });
}
