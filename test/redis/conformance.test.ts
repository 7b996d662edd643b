import { backendSuite, runSections } from '@halyard/conformance';
import { RedisBackend, type RedisBackendOptions } from '@halyard/redis';
import { after, before, describe, it } from 'mocha';
import { clientKinds } from '../support/redis-clients.js';
import { RedisServer } from '../support/redis-server.js';

describe('RedisBackend, like any backend', () => {
  let server: RedisServer;
  before(async () => {
    server = await RedisServer.start();
  });
  after(() => server.stop());

  const ways: readonly (readonly [string, RedisBackendOptions])[] = [
    ['live', {}],
    ['plain', { sync: 'plain' }],
    ['polling', { tracking: false, pollMs: 20 }],
    ['plain and polling', { sync: 'plain', tracking: false, pollMs: 20 }],
  ];
  for (const kind of clientKinds) {
    for (const [way, options] of ways) {
      const create = async (stored: ReadonlyMap<string, string>) => {
        await server.cli('FLUSHALL');
        if (stored.size > 0) await server.cli('HSET', 'feature_flags', ...[...stored].flat());
        const { client, end } = kind.client(server.address);
        return {
          backend: new RedisBackend(client, options),
          change: async (name: string, text: string | undefined) => {
            if (text === undefined) await server.cli('HDEL', 'feature_flags', name);
            else await server.cli('HSET', 'feature_flags', name, text);
          },
          dispose: async () => end(),
        };
      };
      const name = `RedisBackend, ${way}, over ${kind.name}`;
      const suite = backendSuite({ name, create, keepsUsage: options.sync !== 'plain' });
      runSections(suite, { describe, it });
    }
  }
});
