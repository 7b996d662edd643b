import { HalyardError } from '@halyard/core';
import { ifMissing } from '@halyard/core/store';
import { credentialsProblem } from '@halyard/core/store';
import { openIoRedis } from './ioredis.js';
import type { Connection, ConnectionRequest, OpenConnection } from './connection.js';
import { openNodeRedis } from './node-redis.js';

/**
 * Makes connections to the server at a `redis://` or `rediss://` URL with the client that is installed, node-redis or
 * ioredis. Throws `INVALID_OPTION` for another URL, without printing it: it may hold a password.
 */
export function urlConnections(url: string): OpenConnection {
  const problem = urlProblem(url);
  if (problem !== undefined) throw new HalyardError('INVALID_OPTION', `RedisBackend: ${problem}`);
  let open: Promise<OpenConnection> | undefined;
  return async (request) => {
    open ??= installedClient(url);
    return (await open)(request);
  };
}

function urlProblem(url: string): string | undefined {
  if (!/^rediss?:\/\//.test(url) || !URL.canParse(url)) {
    return 'a URL must have the form redis://[[user]:password@]host[:port][/database], or rediss:// for TLS';
  }
  const parsed = new URL(url);
  const problem = credentialsProblem(parsed);
  if (problem !== undefined) return problem;
  const { pathname, search } = parsed;
  if (!/^\/?\d*$/.test(pathname)) {
    return `the path of a URL is the number of a database, such as /3; received "${pathname}"`;
  }
  // One client would ignore them, the other take them for options.
  if (search === '') return undefined;
  return `a URL takes no parameters; received "${[...new URLSearchParams(search).keys()].join('", "')}". Give the database as a path, such as redis://host/3, and other options to a client`;
}

/** A client that is never connected is the pattern of the connections. */
async function installedClient(url: string): Promise<OpenConnection> {
  const nodeRedis = await import('redis').catch(ifMissing);
  if (nodeRedis) {
    const pattern = nodeRedis.createClient({ url });
    return (request: ConnectionRequest): Promise<Connection> => openNodeRedis(pattern, request);
  }
  const ioredis = await import('ioredis').catch(ifMissing);
  if (ioredis) {
    const pattern = new ioredis.Redis(url, { lazyConnect: true });
    return (request: ConnectionRequest): Promise<Connection> => openIoRedis(pattern, request);
  }
  throw new HalyardError(
    'STORE_FAILED',
    'RedisBackend was given a URL, and neither client is installed: npm install redis (or ioredis)',
  );
}
