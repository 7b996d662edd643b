import { type IoRedisClient, openIoRedisLink } from './ioredis-link.js';
import { keySlot } from '../key-slot.js';
import { endWith, type Link, type LinkRequest, unlessAborted } from '../link.js';

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

/** A link to the master that the key belongs to at present. */
export async function openIoRedisClusterLink(cluster: IoRedisCluster, request: LinkRequest): Promise<Link> {
  // The caller's own idea of the cluster may be of before a failover, but it may know nodes that nobody listed.
  const look = lookUp(cluster, request).catch((error: unknown) => {
    if (cluster.status !== 'ready' || request.lifetime.aborted) throw error;
    return masterOf(cluster, request);
  });
  return openIoRedisLink(await unlessAborted(request.lifetime, look), request);
}

/** Asks the cluster anew, through a duplicate that lasts no longer than the question. */
async function lookUp(cluster: IoRedisCluster, request: LinkRequest): Promise<IoRedisClient> {
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

function masterOf(cluster: IoRedisCluster, { key }: LinkRequest): IoRedisClient {
  const address = cluster.slots[keySlot(key)]?.[0];
  const master = cluster.nodes('master').find(({ options }) => {
    const { host, port } = options as { readonly host?: string; readonly port?: number };
    return `${host}:${port}` === address;
  });
  if (master === undefined) throw new Error(`no server of the cluster serves the key "${key}"`);
  return master;
}
