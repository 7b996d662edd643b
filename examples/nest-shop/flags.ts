import { CompositeBackend, defineFlags, EnvBackend, FeatureFlags, MemoryBackend } from '@halyard/core';
import { RedisBackend } from '@halyard/redis';

const shopFlags = defineFlags({
  new_checkout: { default: false, description: 'The one-page checkout', owner: 'team-checkout' },
  beta: { default: false, description: 'Unfinished features, for some users' },
  legacy_down: { default: false, description: 'Stops the old API', permanent: true },
});

declare module '@halyard/core' {
  interface Register {
    flags: typeof shopFlags;
  }
}

/** Redis over the environment if there is a `REDIS_URL`, else memory over the environment. */
export function openFlags(redisUrl = process.env['REDIS_URL']): Promise<FeatureFlags> {
  const live = redisUrl ? new RedisBackend(redisUrl) : new MemoryBackend();
  return FeatureFlags.open(new CompositeBackend([live, new EnvBackend()]), { flags: shopFlags });
}
