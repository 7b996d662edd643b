import { RedisBackend, type RedisBackendOptions } from '@halyard/redis';
import { after, afterEach, before, beforeEach } from 'mocha';
import type { Address, ClientKind, Login } from './redis-clients.js';
import { RedisConnection } from './redis-connection.js';
import { RedisServer, type RedisServerOptions } from './redis-server.js';

/** What a suite needs of Redis: a server that is empty before each test, and backends that are closed after it. */
export class RedisSuite {
  readonly #cleanups: (() => unknown)[] = [];
  #server: RedisServer | undefined;

  constructor(options: RedisServerOptions = {}) {
    before(async () => {
      this.#server = await RedisServer.start(options);
    });
    beforeEach(() => this.server.cli('FLUSHALL'));
    afterEach(() => this.cleanUp());
    after(() => this.server.stop());
  }

  get server(): RedisServer {
    if (this.#server === undefined) throw new Error('the server is started before the first test');
    return this.#server;
  }

  cli(...args: readonly string[]): Promise<string> {
    return this.server.cli(...args);
  }

  /** A way to send many commands over one connection. Replies are as RESP2 shapes them. */
  async connection(): Promise<(...command: readonly string[]) => Promise<unknown>> {
    const connection = await RedisConnection.open(this.server.address);
    this.defer(() => connection.close());
    return (...command) => connection.send(command);
  }

  /** Runs after the test, last given first. */
  defer(cleanup: () => unknown): void {
    this.#cleanups.unshift(cleanup);
  }

  /** An open backend over a client of this kind that is not connected itself. */
  async open(
    kind: ClientKind,
    options: RedisBackendOptions = {},
    { address = this.server.address, login = {} }: { address?: Address; login?: Login } = {},
  ): Promise<RedisBackend> {
    const { client, end } = kind.client(address, login);
    const backend = new RedisBackend(client, options);
    this.defer(end);
    this.defer(() => backend.close());
    await backend.open();
    return backend;
  }

  async cleanUp(): Promise<void> {
    this.#server?.resume();
    for (const cleanup of this.#cleanups.splice(0)) await cleanup();
  }
}
