import { RedisBackend } from '@halyard/redis';
import {
  expectNoneLost,
  killWriters,
  MOST_BETWEEN_KILLS,
  WRITES,
  WRITES_TIMEOUT_MS,
} from '../support/killed-writers.js';
import { RedisServer } from '../support/redis-server.js';

/** The server is killed, and started again, each time so many more writes are confirmed. */
const WRITES_PER_SERVER = 2 * MOST_BETWEEN_KILLS;

describe('writers of one hash, and its server, that are killed again and again', function () {
  this.timeout(WRITES_TIMEOUT_MS);
  let server: RedisServer;

  before(async () => {
    // Every write is on disk before it is confirmed.
    server = await RedisServer.start({ persistent: true });
  });

  after(() => server.stop());

  it('lose no confirmed write', async () => {
    let restarting = Promise.resolve();
    const program = new URL('counting-writer.ts', import.meta.url);
    const writers = await killWriters(program, [server.url], (count) => {
      if (count % WRITES_PER_SERVER === 0) restarting = restarting.then(() => server.restart());
    });
    await restarting;
    const backend = new RedisBackend(server.url);
    await backend.open();
    await backend.refresh();
    const stored = backend.snapshot.get('counter')!.definition.default as number;
    const history = await backend.history!({ name: 'counter', limit: 10 * WRITES });
    await backend.close();
    expectNoneLost(writers, stored, history);
  });
});
