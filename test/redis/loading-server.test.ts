import { RedisBackend } from '@halyard/redis';
import { eventually } from '@halyard/conformance';
import { expect } from 'chai';
import { once } from 'node:events';
import { connect } from 'node:net';
import { RedisServer } from '../support/redis-server.js';
import { until } from '../support/until.js';

/** Redis answers others after every 1,024 commands that it loads. */
const KEYS = 6000;

describe('a server that still loads its data', () => {
  let server: RedisServer;
  let backend: RedisBackend;

  before(async () => {
    // Microseconds for each key.
    server = await RedisServer.start({ persistent: true, config: ['key-load-delay 300'] });
    await server.lines(...Array.from({ length: KEYS }, (_, i) => `SET key:${i} value`));
  });

  after(async () => {
    await backend.close();
    await server.stop();
  });

  it('is not taken for one that permits no announcements: writes after it are in the history', async () => {
    backend = new RedisBackend(server.url);
    await backend.open();
    await backend.set('before', true);
    await server.kill();
    const restarted = server.restart();
    await until('it says that it is loading', () => answersLoading(server.port));
    await eventually(
      backend,
      'the backend was told so',
      () => backend.status().reason?.includes('LOADING') === true,
    );
    await restarted;
    await eventually(backend, 'it is live', () => backend.status().state === 'live');
    await backend.set('after', true);
    expect(backend.status()).to.not.have.property('problem');
    const names = (await backend.history!()).map(({ name }) => name);
    expect(names).to.deep.equal(['after', 'before']);
  });
});

async function answersLoading(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    socket.write('PING\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    return answer.toString().startsWith('-LOADING');
  } finally {
    socket.destroy();
  }
}
