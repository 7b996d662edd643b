import { type IoRedisClient, openIoRedis } from './ioredis.js';
import { keySlot } from './key-slot.js';
import { endWith, type Connection, type ConnectionRequest } from './connection.js';

/** What is needed of an ioredis cluster client (`new Cluster`), version 5 or 6, connected or not. */
export interface IoRedisCluster {
  readonly status: string;
  readonly isCluster: boolean;
  /** For each slot the addresses of its nodes, the master's first. */
  readonly slots: readonly (readonly string[])[];
  nodes(role?: 'master'): IoRedisClient[];
  duplicate(startupNodes?: [], options?: object): IoRedisCluster;
  connect(): Promise<unknown>;
  disconnect(): void;
  on(event: string, listener: (value: unknown) => void): unknown;
}

/** A connection to the master that the key belongs to at present. */
export async function openIoRedisCluster(
  cluster: IoRedisCluster,
  request: ConnectionRequest,
): Promise<Connection> {
  // The caller's client may not know of a failover yet, but it may know nodes that its options do not list.
  const master = await lookUp(cluster, request).catch((error: unknown) => {
    if (cluster.status !== 'ready' || request.lifetime.aborted) throw error;
    return masterOf(cluster, request);
  });
  return openIoRedis(master, request);
}

/** Asks the cluster anew, through a duplicate that lasts no longer than the question. */
async function lookUp(cluster: IoRedisCluster, request: ConnectionRequest): Promise<IoRedisClient> {
  const done = new AbortController();
  const lookOut = cluster.duplicate([], {
    lazyConnect: true,
    enableReadyCheck: false,
    enableOfflineQueue: false,
    clusterRetryStrategy: null,
    scripts: undefined,
    redisOptions: { retryStrategy: null, disconnectTimeout: 50 },
  });
  lookOut.on('error', () => {});
  endWith(AbortSignal.any([done.signal, request.lifetime]), () => lookOut.disconnect());
  try {
    await lookOut.connect();
    return masterOf(lookOut, request);
  } finally {
    done.abort();
  }
}

function masterOf(cluster: IoRedisCluster, { key }: ConnectionRequest): IoRedisClient {
  const address = cluster.slots[keySlot(key)]?.[0];
  const master = cluster.nodes('master').find(({ options }) => {
    const { host, port } = options as { readonly host?: string; readonly port?: number };
    return `${host}:${port}` === address;
  });
  if (master === undefined) throw new Error(`no server of the cluster serves the key "${key}"`);
  return master;
}
