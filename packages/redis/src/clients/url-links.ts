import { HalyardError } from '@halyard/core';
import { openIoRedisLink } from './ioredis-link.js';
import type { Link, LinkRequest, OpenLink } from '../link.js';
import { openNodeRedisLink } from './node-redis-link.js';

/**
 * Makes links to the server at a `redis://` or `rediss://` URL with whichever client is installed, node-redis or ioredis.
 * Throws `INVALID_OPTION` for another URL, without printing it: it may hold a password.
 */
export function urlLinks(url: string): OpenLink {
  if (!/^rediss?:\/\//.test(url) || !URL.canParse(url)) {
    throw new HalyardError(
      'INVALID_OPTION',
      'RedisBackend: a URL must have the form redis://[[user]:password@]host[:port][/database], or rediss:// for TLS',
    );
  }
  let open: Promise<OpenLink> | undefined;
  return async (request) => {
    open ??= installedClient(url);
    return (await open)(request);
  };
}

/** A client that is never connected serves as the pattern of the links. */
async function installedClient(url: string): Promise<OpenLink> {
  const nodeRedis = await ifInstalled(() => import('redis'));
  if (nodeRedis) {
    const pattern = nodeRedis.createClient({ url });
    return (request: LinkRequest): Promise<Link> => openNodeRedisLink(pattern, request);
  }
  const ioredis = await ifInstalled(() => import('ioredis'));
  if (ioredis) {
    const pattern = new ioredis.Redis(url, { lazyConnect: true });
    return (request: LinkRequest): Promise<Link> => openIoRedisLink(pattern, request);
  }
  throw new HalyardError(
    'STORE_FAILED',
    'RedisBackend was given a URL, and neither client is installed: npm install redis (or ioredis)',
  );
}

async function ifInstalled<Module>(load: () => Promise<Module>): Promise<Module | undefined> {
  try {
    return await load();
  } catch (error) {
    const { code } = error as { readonly code?: string };
    if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}
