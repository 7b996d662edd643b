import { RedisBackend } from '@halyard/redis';
import {
  expectNoneLost,
  killWriters,
  MOST_BETWEEN_KILLS,
  WRITES_TIMEOUT_MS,
} from '../support/killed-writers.js';
import { RedisServer } from '../support/redis-server.js';
import { until } from '../support/until.js';

/** The server is killed, and started again, each time so many more writes are confirmed. */
const WRITES_PER_SERVER = 2 * MOST_BETWEEN_KILLS;

describe('writers of one hash, and its server, that are killed again and again', function () {
  this.timeout(WRITES_TIMEOUT_MS);
  let server: RedisServer;
  let backend: RedisBackend;

  before(async () => {
    // Every write is on disk before it is confirmed.
    server = await RedisServer.start({ persistent: true });
    backend = new RedisBackend(server.url);
    await backend.open();
  });

  after(async () => {
    await backend.close();
    await server.stop();
  });

  it('lose no confirmed write', async () => {
    const history = new Map<string, { readonly after: string | null }>();
    // Read from time to time, since the log keeps the last 10,000 changes only.
    const readHistory = async (): Promise<void> => {
      const query = { name: 'counter', limit: 10 * WRITES_PER_SERVER };
      const entries = await until('the history is there', () =>
        backend.history!(query).catch(() => undefined),
      );
      for (const entry of entries) history.set(entry.id, entry);
    };
    let restarting = Promise.resolve();
    const restart = async (): Promise<void> => {
      await server.restart();
      await readHistory();
    };
    const program = new URL('counting-writer.ts', import.meta.url);
    const writers = await killWriters(program, [server.url], (count) => {
      if (count % WRITES_PER_SERVER === 0) restarting = restarting.then(restart);
    });
    await restarting;
    await readHistory();
    await backend.refresh();
    const stored = backend.snapshot.get('counter')!.definition.default as number;
    expectNoneLost(writers, stored, [...history.values()]);
  });
});
