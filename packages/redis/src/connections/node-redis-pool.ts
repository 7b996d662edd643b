import type { Connection, ConnectionRequest } from './connection.js';
import { type NodeRedisClient, openNodeRedis } from './node-redis.js';

/** What is needed of a node-redis pool (`createClientPool`), version 5 or 6. The caller connects it. */
export interface NodeRedisPool {
  readonly isOpen: boolean;
  readonly totalClients: number;
  execute(task: (client: NodeRedisClient) => Promise<NodeRedisClient>): Promise<NodeRedisClient>;
}

/** Makes connections like those of a pool. A pool does not show its options, so one of its clients is the pattern. */
export function poolConnections(pool: NodeRedisPool): (request: ConnectionRequest) => Promise<Connection> {
  let pattern: NodeRedisClient | undefined;
  return async (request) => {
    if (pattern === undefined && !pool.isOpen) {
      throw new Error('the client pool is not connected: call its connect()');
    }
    pattern ??= await pool.execute(async (client) => client.duplicate());
    return openNodeRedis(pattern, request);
  };
}
