import { isHalyardError, isPartialWriteError } from '@halyard/core';
import { EtcdBackend, type EtcdBackendOptions } from '@halyard/stores/etcd';
import { expect } from 'chai';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { texts, untilHolds, untilState } from '../../support/backend-events.js';
import { TcpProxy } from '../../support/tcp-proxy.js';
import { until } from '../../support/until.js';
import { EtcdServer } from './etcd-server.js';

describe('etcd that is followed', () => {
  let server: EtcdServer;
  let proxy: TcpProxy;
  let backend: EtcdBackend;

  before(async () => {
    server = await EtcdServer.start();
  });
  after(() => server.stop());
  beforeEach(async () => {
    await server.call('/v3/kv/deleterange', { key: 'AA==', range_end: 'AA==' });
    await server.change('feature_flags/flag', 'on');
    proxy = await TcpProxy.start({ host: '127.0.0.1', port: server.port });
  });
  afterEach(async () => {
    await backend.close();
    await proxy.close();
  });

  const open = async (options: EtcdBackendOptions = {}): Promise<void> => {
    backend = new EtcdBackend(`http://127.0.0.1:${proxy.port}`, options);
    await backend.open();
    await untilState(backend, 'live');
  };
  const put = (name: string, text: string | undefined): Promise<void> =>
    server.change(`feature_flags/${name}`, text);

  it('is resumed where a cut connection ended', async () => {
    await open({ pollMs: 60_000, livePollMs: 60_000 });
    await put('flag', 'off');
    await untilHolds(backend, { flag: 'off' });
    proxy.refuse();
    await until('the connection is lost', () => backend.status().state !== 'live');
    await put('flag', undefined);
    await put('new', '25%');
    proxy.restore();
    await untilHolds(backend, { new: '25%' });
    await untilState(backend, 'live');
  });

  it('is read again when the changes since are compacted away', async () => {
    await open({ pollMs: 60_000, livePollMs: 60_000 });
    await put('flag', 'off');
    await untilHolds(backend, { flag: 'off' });
    proxy.refuse();
    await until('the connection is lost', () => backend.status().state !== 'live');
    await put('flag', '5%');
    await put('other', 'on');
    const { header } = await server.call<{ header: { revision: string } }>('/v3/kv/range', { key: 'YQ==' });
    await server.call('/v3/kv/compaction', { revision: header.revision });
    proxy.restore();
    await untilHolds(backend, { flag: '5%', other: 'on' });
    await backend.refresh();
    await put('other', 'off');
    await untilHolds(backend, { flag: '5%', other: 'off' });
  });

  it('is watched anew when it comes back with older data', async () => {
    await open({ pollMs: 3_600_000, livePollMs: 3_600_000 });
    await put('flag', 'off');
    await untilHolds(backend, { flag: 'off' });
    await server.kill();
    await until('the connection is lost', () => backend.status().state !== 'live');
    server.forget();
    await server.restart();
    await put('flag', '5%');
    await untilHolds(backend, { flag: '5%' });
    await untilState(backend, 'live');
    await put('flag', '6%');
    await untilHolds(backend, { flag: '6%' });
  });

  const cancelled = {
    header: { revision: '1' },
    created: true,
    canceled: true,
    cancel_reason: 'no permission',
  };
  // As of a server with authentication, to a token that has expired.
  for (const line of [{ result: cancelled }, { error: { code: 7, message: 'no permission' } }]) {
    it(`is polled while it answers a watch with ${Object.keys(line)[0]}, which is tried again`, () =>
      refusesWatch(line));
  }

  const refusesWatch = async (line: object): Promise<void> => {
    let isRefused = true;
    backend = new EtcdBackend(server.url, {
      pollMs: 3_600_000,
      livePollMs: 3_600_000,
      fetch: (input, init) => {
        if (!(input as URL).pathname.endsWith('/watch') || !isRefused) return fetch(input, init);
        return Promise.resolve(new Response(`${JSON.stringify(line)}\n`));
      },
    });
    await backend.open();
    await untilState(backend, 'polling', /the keys can't be watched: no permission/);
    await put('flag', 'off');
    isRefused = false;
    await untilState(backend, 'live');
    await untilHolds(backend, { flag: 'off' });
    await put('flag', '5%');
    await untilHolds(backend, { flag: '5%' });
  };

  it('refuses a write for certain where the token may only read', async () => {
    await open({
      fetch: (input, init) =>
        (input as URL).pathname.endsWith('/txn')
          ? Promise.resolve(new Response('{}', { status: 403 }))
          : fetch(input, init),
    });
    const refused = await backend.set('flag', 'off').catch((error: unknown) => error);
    expect(isHalyardError(refused, 'STORE_FAILED'), String(refused)).to.equal(true);
  });

  it('keeps its last known flags while it is killed, and is followed again', async () => {
    await open({ pollMs: 50 });
    await server.kill();
    await untilState(backend, 'stale');
    expect(texts(backend)).to.deep.equal({ flag: 'on' });
    const refused = await backend.set('flag', 'off').catch((error: unknown) => error);
    expect(isHalyardError(refused), String(refused)).to.equal(true);
    await server.restart();
    await untilState(backend, 'live', undefined, 15_000);
    await put('flag', '75%');
    await untilHolds(backend, { flag: '75%' });
  });

  it('keeps its last known flags when it is silent', async () => {
    await open({ livePollMs: 50, loadTimeoutMs: 300, writeTimeoutMs: 300 });
    proxy.blackHole();
    await untilState(backend, 'stale', /no answer within 300 ms/);
    const refused = await backend.set('flag', 'off').catch((error: unknown) => error);
    expect(isHalyardError(refused, 'UNKNOWN_OUTCOME'), String(refused)).to.equal(true);
    expect(texts(backend)).to.deep.equal({ flag: 'on' });
    proxy.restore();
    await untilState(backend, 'live');
  });

  it('says which flags of many were not stored when it fails half-way', async () => {
    let commits = 0;
    await open({
      fetch: (input, init) => {
        const isSecond = (input as URL).pathname.endsWith('/txn') && ++commits === 2;
        return isSecond ? Promise.resolve(new Response('{}', { status: 500 })) : fetch(input, init);
      },
    });
    const many = Array.from({ length: 100 }, (_, i) => [`flag_${i}`, true] as const);
    const failed = await backend.setMany(new Map(many)).catch((error: unknown) => error);
    expect(isPartialWriteError(failed) && failed.notStored).to.deep.equal(
      many.slice(64).map(([name]) => name),
    );
  });

  it('says what is not etcd, and takes no password in the URL', async () => {
    expect(() => new EtcdBackend('http://root:xyzzy@localhost:2379'))
      .to.throw(/takes no user and password/)
      .that.satisfies((error: Error) => !error.message.includes('xyzzy'));
    expect(() => new EtcdBackend('http://localhost:2379', { prefix: '' })).to.throw(/"prefix" must be/);
    expect(() => new EtcdBackend(server.url, { token: '' })).to.throw(/"token" must be visible ASCII/);
    backend = new EtcdBackend(server.url, { fetch: async () => new Response('<!doctype html>') });
    await backend.open();
    expect(backend.status().reason).to.match(/not that of an etcd gateway/);
  });
});
