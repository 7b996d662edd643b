import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

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

function onPath(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function missing(name: string): never {
  throw new Error(
    `these tests need ${name}: install it (apt-get install redis-server) or set REDIS_SERVER and REDIS_CLI`,
  );
}
