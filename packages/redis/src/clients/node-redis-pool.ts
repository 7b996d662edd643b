import type { Link, LinkRequest } from '../link.js';
import { type NodeRedisClient, openNodeRedisLink } from './node-redis-link.js';

/** What is needed of a node-redis pool (`createClientPool`), version 5 or 6, connected. */
export interface NodeRedisPool {
  readonly totalClients: number;
  execute(task: (client: NodeRedisClient) => Promise<NodeRedisClient>): Promise<NodeRedisClient>;
}

/** Makes links from a pool. One of its clients is asked for, once, as the pattern for all of them. */
export function poolLinks(pool: NodeRedisPool): (request: LinkRequest) => Promise<Link> {
  let pattern: NodeRedisClient | undefined;
  return async (request) => {
    pattern ??= await pool.execute(async (client) => client.duplicate());
    return openNodeRedisLink(pattern, request);
  };
}
