import type { RedisBackend } from '@halyard/redis';
import { clientKinds } from '../support/redis-clients.js';
import { allHold, openReplicas } from '../support/redis-replicas.js';
import { RedisSuite } from '../support/redis-suite.js';
import { seededRandom } from '../support/seeded-random.js';

const ROUNDS = 40;
const NAMES = ['a', 'b', 'c', '__proto__'];

for (const [seed, kind] of clientKinds.entries()) {
  describe(`RedisBackend after bursts of raw and logged writes at once, over ${kind.name}`, () => {
    const redis = new RedisSuite();
    const random = seededRandom(seed + 1);
    const upTo = (n: number): number => Math.floor(random() * (n + 1));
    const any = <T>(list: readonly T[]): T => list[upTo(list.length - 1)]!;

    function rawWrites(): string[] {
      return Array.from({ length: upTo(5) }, () =>
        random() < 0.3
          ? `HDEL feature_flags ${any(NAMES)}`
          : `HSET feature_flags ${any(NAMES)} ${any(['on', 'off', '1%'])}`,
      );
    }

    async function write(replica: RedisBackend): Promise<void> {
      await (random() < 0.3 ? replica.delete(any(NAMES)) : replica.set(any(NAMES), any(['3%', '4%'])));
    }

    async function stored(): Promise<Record<string, string>> {
      const lines = (await redis.cli('HGETALL', 'feature_flags')).split('\n');
      const flags = new Map<string, string>();
      for (let i = 0; i + 1 < lines.length; i += 2) flags.set(lines[i]!, lines[i + 1]!);
      return Object.fromEntries(flags);
    }

    it(`equals the hash each time (seed ${seed + 1})`, async function () {
      this.timeout(60_000);
      const replicas = await openReplicas(redis, kind);
      for (let round = 1; round <= ROUNDS; round++) {
        const writers = Array.from({ length: upTo(3) }, () => write(any(replicas)));
        const raw = [rawWrites(), rawWrites()].filter((commands) => commands.length > 0);
        await Promise.all([...writers, ...raw.map((commands) => redis.server.lines(...commands))]);
        // Nothing is written from here on, so that nothing comes to the help of what was missed.
        await allHold(replicas, await stored());
      }
    });
  });
}
