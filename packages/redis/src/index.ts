// The backend.
export { RedisBackend, type RedisBackendOptions } from './redis-backend.js';

// The clients that it takes.
export type { RedisClient } from './connections/redis-client.js';
export type { NodeRedisClient } from './connections/node-redis.js';
export type { NodeRedisPool } from './connections/node-redis-pool.js';
export type { NodeRedisCluster } from './connections/node-redis-cluster.js';
export type { NodeRedisSentinel } from './connections/node-redis-sentinel.js';
export type { IoRedisClient } from './connections/ioredis.js';
export type { IoRedisCluster } from './connections/ioredis-cluster.js';
