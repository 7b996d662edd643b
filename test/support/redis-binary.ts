import { onPath } from './on-path.js';

/** The server to test on: `$REDIS_SERVER`, else `redis-server`, else `valkey-server` on the path. */
export function redisServerBinary(): string {
  return (
    process.env['REDIS_SERVER'] ??
    onPath('redis-server') ??
    onPath('valkey-server') ??
    missing('redis-server')
  );
}

/** The command line client: `$REDIS_CLI`, else `redis-cli`, else `valkey-cli` on the path. */
export function redisCliBinary(): string {
  return process.env['REDIS_CLI'] ?? onPath('redis-cli') ?? onPath('valkey-cli') ?? missing('redis-cli');
}

function missing(name: string): never {
  throw new Error(
    `these tests need ${name}: install it (apt-get install redis-server) or set REDIS_SERVER and REDIS_CLI`,
  );
}
