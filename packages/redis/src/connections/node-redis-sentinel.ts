import { endWith, type Connection, type ConnectionRequest } from './connection.js';
import { type NodeRedisClient, openNodeRedis } from './node-redis.js';

/** What is needed of a node-redis Sentinel client (`createSentinel`), version 5 or 6. The caller connects it. */
export interface NodeRedisSentinel {
  readonly isReady: boolean;
  getMasterNode(): { readonly host: string; readonly port: number } | undefined;
  _execute(
    isReadonly: boolean,
    task: (client: NodeRedisClient) => Promise<NodeRedisClient>,
  ): Promise<NodeRedisClient>;
  on(event: string, listener: (value: unknown) => void): unknown;
  off(event: string, listener: (value: unknown) => void): unknown;
}

/**
 * Makes connections to the present master. The Sentinel client does not show its options, so the first call takes one of
 * its connections as the pattern for all. Only `_execute` hands one out in version 5 too.
 */
export function sentinelConnections(
  sentinel: NodeRedisSentinel,
): (request: ConnectionRequest) => Promise<Connection> {
  let pattern: NodeRedisClient | undefined;
  return async (request) => {
    if (!sentinel.isReady) throw new Error('the Sentinel client is not connected: call its connect()');
    pattern ??= await sentinel._execute(false, async (client) => client.duplicate());
    const master = sentinel.getMasterNode();
    if (master === undefined) throw new Error('the Sentinels know of no master');
    // A planned failover ends no connection: the old master goes on as a replica.
    const onChange = (event: unknown): void => {
      const { type } = event as { readonly type?: string };
      if (type === 'MASTER_CHANGE') request.lost(new Error('another server has become the master'));
    };
    sentinel.on('topology-change', onChange);
    endWith(request.lifetime, () => sentinel.off('topology-change', onChange));
    return openNodeRedis(pattern, request, master);
  };
}
