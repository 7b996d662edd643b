import { HalyardError } from '@halyard/core';
import { type IoRedisCluster, openIoRedisClusterLink } from './ioredis-cluster.js';
import { type IoRedisClient, openIoRedisLink } from './ioredis-link.js';
import type { OpenLink } from '../link.js';
import { type NodeRedisCluster, openNodeRedisClusterLink } from './node-redis-cluster.js';
import { type NodeRedisClient, openNodeRedisLink } from './node-redis-link.js';
import { type NodeRedisPool, poolLinks } from './node-redis-pool.js';
import { type NodeRedisSentinel, sentinelLinks } from './node-redis-sentinel.js';
import { urlLinks } from './url-links.js';

/**
 * A client of node-redis (`createClient`, `createCluster`, `createSentinel`, `createClientPool`) or ioredis (`Redis`,
 * `Cluster`), version 5 or 6. It serves as the pattern for connections of Halyard's own and is otherwise left alone:
 * never connected, never written to, never closed.
 */
export type RedisClient =
  | NodeRedisClient
  | NodeRedisCluster
  | NodeRedisSentinel
  | NodeRedisPool
  | IoRedisClient
  | IoRedisCluster;

/** How to make links from what the caller gave. Throws `INVALID_OPTION` for what is neither client nor URL. */
export function linksFrom(source: RedisClient | string): OpenLink {
  if (typeof source === 'string') return urlLinks(source);
  if (has(source, 'duplicate', 'call', 'subscribe') && source.isCluster === false) {
    return (request) => openIoRedisLink(source as unknown as IoRedisClient, request);
  }
  if (has(source, 'duplicate', 'nodes') && source.isCluster === true) {
    return (request) => openIoRedisClusterLink(source as unknown as IoRedisCluster, request);
  }
  if (has(source, 'getMasterNode', '_execute')) return sentinelLinks(source as unknown as NodeRedisSentinel);
  if (has(source, 'duplicate', 'nodeClient')) {
    return (request) => openNodeRedisClusterLink(source as unknown as NodeRedisCluster, request);
  }
  if (has(source, 'duplicate', 'sendCommand', 'destroy')) {
    return (request) => openNodeRedisLink(source as unknown as NodeRedisClient, request);
  }
  if (has(source, 'execute', 'sendCommand') && 'totalClients' in source) {
    return poolLinks(source as unknown as NodeRedisPool);
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
