import { endWith, type Link, type LinkRequest } from '../link.js';
import { type NodeRedisClient, openNodeRedisLink } from './node-redis-link.js';

/** What is needed of a node-redis Sentinel client (`createSentinel`), version 5 or 6. The caller is to connect it. */
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
 * Makes links to whichever server is the master. The Sentinel client's options are its own affair, so one of its
 * connections is asked for, once, as the pattern for all links; only `_execute` hands one out in version 5 too.
 */
export function sentinelLinks(sentinel: NodeRedisSentinel): (request: LinkRequest) => Promise<Link> {
  let pattern: NodeRedisClient | undefined;
  return async (request) => {
    if (!sentinel.isReady) throw new Error('the Sentinel client is not connected');
    pattern ??= await sentinel._execute(false, async (client) => client.duplicate());
    const master = sentinel.getMasterNode();
    if (master === undefined) throw new Error('the Sentinels know of no master');
    // A master that was replaced in peace ends no connection: it goes on as a replica.
    const onChange = (event: unknown): void => {
      const { type } = event as { readonly type?: string };
      if (type === 'MASTER_CHANGE') request.lost(new Error('another server has become the master'));
    };
    sentinel.on('topology-change', onChange);
    endWith(request.lifetime, () => sentinel.off('topology-change', onChange));
    return openNodeRedisLink(pattern, request, master);
  };
}
