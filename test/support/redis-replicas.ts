import type { RedisBackend, RedisBackendOptions } from '@halyard/redis';
import { untilHolds } from './backend-events.js';
import type { ClientKind, Login } from './redis-clients.js';
import type { RedisSuite } from './redis-suite.js';
import { eventually } from './until.js';

/** Opens `count` backends one after another, and resolves once the server is quiet again. */
export async function openReplicas(
  redis: RedisSuite,
  kind: ClientKind,
  options: RedisBackendOptions = {},
  { count = 5, login = {} }: { count?: number; login?: Login } = {},
): Promise<RedisBackend[]> {
  const replicas: RedisBackend[] = [];
  for (let i = 0; i < count; i++) replicas.push(await redis.open(kind, options, { login }));
  await settled(redis);
  return replicas;
}

/** What replicas send to begin, to read and to announce, but not to poll: some of those that are open may poll all the time. */
const BESIDES_POLLS = /^cmdstat_(?:hgetall|publish|xadd|subscribe|client\|tracking):.*$/gm;

/** Resolves once the server has got no command but polls for a while. */
export async function settled(redis: Pick<RedisSuite, 'cli'>): Promise<void> {
  let last = '';
  let since = performance.now();
  await eventually('the server is quiet', async () => {
    const now = String((await redis.cli('INFO', 'commandstats')).match(BESIDES_POLLS));
    if (now !== last) since = performance.now();
    last = now;
    return performance.now() - since > 100;
  });
}

/** Resolves once each of the backends holds exactly these flags. */
export async function allHold(
  replicas: readonly RedisBackend[],
  flags: Readonly<Record<string, string>>,
): Promise<void> {
  await Promise.all(replicas.map((replica) => untilHolds(replica, flags)));
}
