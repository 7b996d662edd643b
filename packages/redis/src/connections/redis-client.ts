import { HalyardError } from '@halyard/core';
import { type IoRedisCluster, openIoRedisCluster } from './ioredis-cluster.js';
import { type IoRedisClient, openIoRedis } from './ioredis.js';
import type { OpenConnection } from './connection.js';
import { type NodeRedisCluster, openNodeRedisCluster } from './node-redis-cluster.js';
import { type NodeRedisClient, openNodeRedis } from './node-redis.js';
import { type NodeRedisPool, poolConnections } from './node-redis-pool.js';
import { type NodeRedisSentinel, sentinelConnections } from './node-redis-sentinel.js';
import { urlConnections } from './url.js';

/**
 * A client of node-redis (`createClient`, `createCluster`, `createSentinel`, `createClientPool`) or ioredis (`Redis`,
 * `Cluster`), version 5 or 6. It is the pattern for Halyard's own connections. Halyard never connects it, never writes to
 * it and never closes it.
 */
export type RedisClient =
  | NodeRedisClient
  | NodeRedisCluster
  | NodeRedisSentinel
  | NodeRedisPool
  | IoRedisClient
  | IoRedisCluster;

/** How to make connections from a client or URL. Throws `INVALID_OPTION` for any other value. */
export function connectionsFrom(source: RedisClient | string): OpenConnection {
  if (typeof source === 'string') return urlConnections(source);
  if (has(source, 'duplicate', 'call', 'subscribe') && source.isCluster === false) {
    return (request) => openIoRedis(source as unknown as IoRedisClient, request);
  }
  if (has(source, 'duplicate', 'nodes') && source.isCluster === true) {
    return (request) => openIoRedisCluster(source as unknown as IoRedisCluster, request);
  }
  if (has(source, 'getMasterNode', '_execute'))
    return sentinelConnections(source as unknown as NodeRedisSentinel);
  if (has(source, 'duplicate', 'nodeClient')) {
    return (request) => openNodeRedisCluster(source as unknown as NodeRedisCluster, request);
  }
  if (has(source, 'duplicate', 'sendCommand', 'destroy')) {
    return (request) => openNodeRedis(source as unknown as NodeRedisClient, request);
  }
  if (has(source, 'execute', 'sendCommand') && 'totalClients' in source) {
    return poolConnections(source as unknown as NodeRedisPool);
  }
  throw new HalyardError(
    'INVALID_OPTION',
    'RedisBackend: the first argument must be a Redis client (createClient, createCluster, createSentinel or ' +
      'createClientPool of node-redis 5 or later, Redis or Cluster of ioredis 5 or later) or a redis:// URL, ' +
      `received ${received(source)}`,
  );
}

function has(value: unknown, ...methods: readonly string[]): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  return methods.every((method) => typeof (value as Record<string, unknown>)[method] === 'function');
}

function received(value: unknown): string {
  if (value instanceof Promise) return 'a promise: await it first';
  if (typeof value !== 'object' || value === null)
    return typeof value === 'function' ? 'a function' : String(value);
  const made: unknown = value.constructor;
  if (typeof made === 'function' && made !== Object) return `an instance of ${made.name}`;
  return `an object with ${Object.keys(value).slice(0, 5).join(', ') || 'nothing in it'}`;
}
