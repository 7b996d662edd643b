import { keySlot } from './key-slot.js';
import { endWith, type Connection, type ConnectionRequest } from './connection.js';
import { type NodeRedisClient, openNodeRedis, reachedOrFailed } from './node-redis.js';

/** What is needed of a node-redis cluster client (`createCluster`), version 5 or 6, connected or not. */
export interface NodeRedisCluster {
  readonly isOpen: boolean;
  readonly slots: readonly { readonly master: unknown }[];
  nodeClient(node: never): NodeRedisClient | Promise<NodeRedisClient>;
  duplicate(overrides?: object): NodeRedisCluster;
  connect(): Promise<unknown>;
  destroy(): void;
  on(event: string, listener: (value: unknown) => void): unknown;
}

/** A connection to the master that the key belongs to at present. */
export async function openNodeRedisCluster(
  cluster: NodeRedisCluster,
  request: ConnectionRequest,
): Promise<Connection> {
  // The caller's client may not know of a failover yet, but it may know nodes that its options do not list.
  const master = await lookUp(cluster, request).catch((error: unknown) => {
    if (!cluster.isOpen || request.lifetime.aborted) throw error;
    return masterOf(cluster, request);
  });
  return openNodeRedis(master, request);
}

/** Asks the cluster anew, through a duplicate that lasts no longer than the question. */
async function lookUp(cluster: NodeRedisCluster, request: ConnectionRequest): Promise<NodeRedisClient> {
  const done = new AbortController();
  const lookOut = cluster.duplicate({ minimizeConnections: true, clientSideCache: undefined });
  lookOut.on('error', () => {});
  let master: Promise<NodeRedisClient> | undefined;
  let isReached = false;
  let tried = (): void => {};
  lookOut.on('node-connect', () => {
    isReached = true;
    tried();
  });
  lookOut.on('node-error', () => {
    isReached = false;
    tried();
  });
  endWith(AbortSignal.any([done.signal, request.lifetime]), async () => {
    // While node-redis tries to connect it can't be ended, and without an answer it never stops trying.
    const attempt = new Promise<void>((resolve) => (tried = resolve));
    if (master !== undefined && !isReached) await reachedOrFailed(attempt, master);
    lookOut.destroy();
  });
  try {
    await lookOut.connect();
    request.lifetime.throwIfAborted();
    master = masterOf(lookOut, request);
    return await master;
  } finally {
    done.abort();
  }
}

async function masterOf(cluster: NodeRedisCluster, { key }: ConnectionRequest): Promise<NodeRedisClient> {
  const shard = cluster.slots[keySlot(key)];
  if (shard === undefined) throw new Error(`no server of the cluster serves the key "${key}"`);
  return cluster.nodeClient(shard.master as never);
}
