import { isHalyardError } from '@halyard/core';
import { EtcdBackend } from '@halyard/stores/etcd';
import { expect } from 'chai';
import { after, afterEach, before, describe, it } from 'mocha';
import { untilHolds, untilState } from '../../support/backend-events.js';
import { EtcdServer } from './etcd-server.js';

const ROOT = { name: 'root', password: 'pw' };
const READER = { name: 'reader', password: 'pw' };
const ANY_KEY = { key: 'AA==', range_end: 'AA==' };

describe('etcd with authentication', () => {
  let server: EtcdServer;
  let backend: EtcdBackend;

  before(async () => {
    server = await EtcdServer.start();
    await server.call('/v3/auth/user/add', ROOT);
    await server.call('/v3/auth/user/grant', { user: 'root', role: 'root' });
    await server.call('/v3/auth/user/add', READER);
    await server.call('/v3/auth/role/add', { name: 'reader' });
    await server.call('/v3/auth/role/grant', { name: 'reader', perm: { permType: 'READ', ...ANY_KEY } });
    await server.call('/v3/auth/user/grant', { user: 'reader', role: 'reader' });
    await server.call('/v3/auth/enable', {});
  });
  after(() => server.stop());
  afterEach(() => backend.close());

  const tokenOf = async (user: object): Promise<string> =>
    (await server.call<{ token: string }>('/v3/auth/authenticate', user)).token;

  it('is read, watched and written with a token', async () => {
    backend = new EtcdBackend(server.url, { token: () => tokenOf(ROOT) });
    await backend.open();
    await untilState(backend, 'live');
    await backend.set('flag', '50%');
    const key = Buffer.from('feature_flags/other').toString('base64');
    await server.call(
      '/v3/kv/put',
      { key, value: Buffer.from('on').toString('base64') },
      await tokenOf(ROOT),
    );
    await untilHolds(backend, { flag: '50%', other: 'on' });
  });

  it('says why it refuses to be read', async () => {
    backend = new EtcdBackend(server.url);
    await backend.open();
    expect(backend.status().reason).to.match(/answered 400: etcdserver: user name is empty$/);
  });

  it('says why it refuses a write, and that nothing was stored', async () => {
    backend = new EtcdBackend(server.url, { token: await tokenOf(READER) });
    await backend.open();
    const refused = await backend.set('flag', 'off').catch((error: unknown) => error);
    expect(isHalyardError(refused, 'STORE_FAILED'), String(refused)).to.equal(true);
    expect(String(refused)).to.match(/answered 403: etcdserver: permission denied$/);
  });
});
