// The backend.
export { RedisBackend, type RedisBackendOptions } from './redis-backend.js';

// The clients that it takes.
export type { RedisClient } from './clients/redis-client.js';
export type { NodeRedisClient } from './clients/node-redis-link.js';
export type { NodeRedisPool } from './clients/node-redis-pool.js';
export type { NodeRedisCluster } from './clients/node-redis-cluster.js';
export type { NodeRedisSentinel } from './clients/node-redis-sentinel.js';
export type { IoRedisClient } from './clients/ioredis-link.js';
export type { IoRedisCluster } from './clients/ioredis-cluster.js';
