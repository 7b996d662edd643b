import { type Backend, CompositeBackend, defineFlags, EnvBackend, FeatureFlags } from '@halyard/core';
import { FileBackend } from '@halyard/file';
import { RedisBackend } from '@halyard/redis';
import { constants, copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const shopFlags = defineFlags({
  new_checkout: { default: false, description: 'The one-page checkout', owner: 'team-checkout' },
  recommendations: { default: false, description: 'Goods that other customers bought' },
  home_layout: { default: 'list', description: 'How the front page shows its goods' },
  winter_sale: { default: false, description: 'The prices of the winter sale' },
  beta: { default: false, description: 'Unfinished features, for some users' },
  legacy_down: { default: false, description: 'Stops the old API', permanent: true },
});

declare module '@halyard/core' {
  interface Register {
    flags: typeof shopFlags;
  }
}

const SEED = fileURLToPath(new URL('seed.yaml', import.meta.url));
const OWN_FILE = fileURLToPath(new URL('data/flags.yaml', import.meta.url));

/**
 * Redis over the environment if there is a `REDIS_URL`, else a file over the environment: `FLAG_FILE`, or a file beside
 * this program, which the first start makes from the seed.
 */
export function openFlags(): Promise<FeatureFlags> {
  const backend = new CompositeBackend([sharedFlags(process.env['REDIS_URL']), new EnvBackend()]);
  return FeatureFlags.open(backend, { flags: shopFlags });
}

/** Where the flags are, in words. */
export function whereFlagsAre(): string {
  if (process.env['REDIS_URL']) return 'the hash feature_flags of Redis';
  return process.env['FLAG_FILE'] ?? relative(process.cwd(), OWN_FILE);
}

function sharedFlags(redisUrl: string | undefined): Backend {
  if (redisUrl) return new RedisBackend(redisUrl);
  const file = flagFile();
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    copyFileSync(SEED, file, constants.COPYFILE_EXCL);
  }
  return new FileBackend(file);
}

function flagFile(): string {
  return process.env['FLAG_FILE'] ?? OWN_FILE;
}
