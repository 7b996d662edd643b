import { isHalyardError, isPartialWriteError } from '@halyard/core';
import { ConsulBackend, type ConsulBackendOptions } from '@halyard/stores/consul';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { texts, untilHolds, untilState } from '../../support/backend-events.js';
import { ConsulServer } from '../../support/consul-server.js';
import { numberFromEnvironment } from '../../support/number-from-environment.js';
import { seededRandom } from '../../support/seeded-random.js';
import { TcpProxy } from '../../support/tcp-proxy.js';
import { until } from '../../support/until.js';

const PUSHED = { pollMs: 60_000, livePollMs: 60_000 };

describe('Consul that is followed', () => {
  let server: ConsulServer;
  let proxy: TcpProxy;
  let backend: ConsulBackend;

  beforeEach(async () => {
    server = await ConsulServer.start();
    server.change('feature_flags/flag', 'on');
    proxy = await TcpProxy.start({ host: '127.0.0.1', port: server.port });
  });
  afterEach(async () => {
    await backend.close();
    await proxy.close();
    await server.stop();
  });

  const open = async (options: ConsulBackendOptions = {}): Promise<void> => {
    backend = new ConsulBackend(`http://127.0.0.1:${proxy.port}`, options);
    await backend.open();
    await untilState(backend, 'live');
    await until('a query waits', () => server.blocked === 1);
  };
  const put = (name: string, text: string | undefined): void => server.change(`feature_flags/${name}`, text);
  const failed = (write: Promise<unknown>): Promise<Error> =>
    write.then(
      () => expect.fail('the write was not refused'),
      (error: unknown) => error as Error,
    );
  const queries = (): number => server.requests.filter((request) => request.includes('index=')).length;

  it('pushes what changed, and asks once for each change', async () => {
    await open(PUSHED);
    put('flag', 'off');
    await untilHolds(backend, { flag: 'off' });
    put('new', '25%');
    put('flag', undefined);
    await untilHolds(backend, { new: '25%' });
    await until('a query waits again', () => server.blocked === 1);
    expect(queries()).to.be.within(3, 4);
  });

  it('is asked anew when the index goes backwards: keys forgotten, a snapshot restored', async () => {
    await open(PUSHED);
    const snapshot = server.snapshot();
    put('new', 'on');
    put('new', undefined);
    await until('the index grew', () => server.blocked === 1 && queries() > 1);
    server.reap();
    put('flag', 'off');
    await untilHolds(backend, { flag: 'off' });
    put('other', 'on');
    await untilHolds(backend, { flag: 'off', other: 'on' });
    await until('a query waits', () => server.blocked === 1);
    server.restore(snapshot);
    await untilHolds(backend, { flag: 'on' });
    put('flag', '5%');
    await untilHolds(backend, { flag: '5%' });
  });

  it('has the newest text although a read was under way while it was pushed', async () => {
    const gates: { read?: Promise<unknown>; query?: Promise<unknown> } = {};
    await open({
      ...PUSHED,
      fetch: async (input, init) => {
        await ((input as URL).search.includes('index=') ? gates.query : gates.read);
        return fetch(input, init);
      },
    });
    await backend.refresh();
    let read = (): void => {};
    let query = (): void => {};
    gates.read = new Promise<void>((resolve) => (read = resolve));
    const reading = backend.refresh();
    gates.query = new Promise<void>((resolve) => (query = resolve));
    put('flag', '1%');
    await untilHolds(backend, { flag: '1%' });
    // The read sees this before the next query does, and the backend takes what was pushed to be newer than the read.
    put('flag', '2%');
    read();
    await reading;
    query();
    await untilHolds(backend, { flag: '2%' });
  });

  it('does not make a busy loop of an index of 0, nor of a storm of changes', async () => {
    await open(PUSHED);
    server.fault = (request, response) => {
      if (/index=[1-9]/.test(request.url!)) return false;
      const set = response.setHeader.bind(response);
      response.setHeader = (name, value) => set(name, name === 'X-Consul-Index' ? '0' : value);
      return false;
    };
    proxy.cut();
    await until('the connection is cut', () => server.blocked === 0);
    put('flag', 'off');
    await until('a query waits', () => server.blocked === 1);
    await untilHolds(backend, { flag: 'off' });
    const asked = queries();
    for (let i = 0; i < 100; i++) {
      put('flag', `${i}%`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await untilHolds(backend, { flag: '99%' });
    expect(queries() - asked).to.be.below(30);
  });

  it('is followed again after an outage, from where it is then', async () => {
    await open({ livePollMs: 60_000, pollMs: 60_000 });
    proxy.refuse();
    await until('the connection is lost', () => backend.status().state !== 'live');
    put('flag', undefined);
    put('new', '25%');
    proxy.restore();
    await untilHolds(backend, { new: '25%' });
    await untilState(backend, 'live');
  });

  it('keeps its last known flags while it is away, without a leader, and silent', async () => {
    await open({ livePollMs: 50, pollMs: 50, loadTimeoutMs: 200, writeTimeoutMs: 200 });
    server.fault = (_request, response) => {
      response.writeHead(500, { 'Content-Type': 'text/plain' }).end('No cluster leader');
      return true;
    };
    await untilState(backend, 'stale', /answered 500: No cluster leader/);
    server.fault = undefined;
    await untilState(backend, 'live');
    proxy.blackHole();
    await untilState(backend, 'stale', /no answer within 200 ms/);
    const unknown = await failed(backend.set('flag', 'off'));
    expect(isHalyardError(unknown, 'UNKNOWN_OUTCOME'), String(unknown)).to.equal(true);
    expect(texts(backend)).to.deep.equal({ flag: 'on' });
    proxy.restore();
    await untilState(backend, 'live');
  });

  it('compares texts although Consul compares indexes', async () => {
    await open(PUSHED);
    const { version } = backend.snapshot.get('flag')!;
    server.fault = (request) => {
      if (request.method !== 'PUT') return false;
      server.fault = undefined;
      // Between the read and the transaction: the same text under another index.
      put('flag', 'off');
      put('flag', 'on');
      return false;
    };
    await backend.set('flag', '25%', { ifVersion: version });
    expect(server.text('feature_flags/flag')).to.equal('25%');
    put('flag', '50%');
    const conflict = await failed(backend.set('flag', '75%', { ifVersion: version }));
    expect(isHalyardError(conflict, 'CONFLICT'), String(conflict)).to.equal(true);
    const gone = backend.snapshot.get('flag')?.version ?? null;
    put('flag', undefined);
    const late = await failed(backend.delete('flag', { ifVersion: gone }));
    expect(isHalyardError(late, 'CONFLICT'), String(late)).to.equal(true);
  });

  it('says which flags of many were not stored when it fails half-way', async () => {
    let transactions = 0;
    await open();
    server.fault = (request, response) => {
      if (request.method !== 'PUT' || ++transactions < 2) return false;
      response.writeHead(500).end('rpc error: No cluster leader');
      return true;
    };
    const many = Array.from({ length: 80 }, (_, i) => [`flag_${i}`, true] as const);
    const partial = await failed(backend.setMany(new Map(many)));
    expect(isPartialWriteError(partial) && partial.notStored).to.deep.equal(
      many.slice(32).map(([name]) => name),
    );
    server.fault = undefined;
    const large = await failed(backend.set('large', { rules: [], description: 'x'.repeat(450_000) }));
    expect(large.message).to.match(/answered 413: Request body\(\d+ bytes\) too large/);
  });

  it('sends its token, and says what the token lacks', async () => {
    server.tokens.set('writer', 'write');
    server.tokens.set('reader', 'read');
    server.tokens.set('blind', 'nothing');
    const reasonOf = async (token: string): Promise<string> => {
      const other = new ConsulBackend(server.url, { token });
      await other.open();
      const { reason = '' } = other.status();
      await other.close();
      return reason;
    };
    expect(await reasonOf('xyzzy')).to.match(/answered 403: ACL not found$/);
    expect(await reasonOf('blind')).to.match(/the token may not read every key under feature_flags\/$/);
    let token = 'reader';
    await open({ token: async () => token });
    const denied = await failed(backend.set('flag', 'off'));
    expect(denied.message).to.match(
      /rolled the change back: Permission denied.*lacks permission 'key:write'/,
    );
    token = 'writer';
    await backend.set('flag', 'off');
    expect(server.text('feature_flags/flag')).to.equal('off');
  });

  it('loses no flip of many, though connections are cut', async function () {
    this.timeout(120_000);
    await open();
    const random = seededRandom(11);
    const expected = new Map([['flag', 'on']]);
    for (let i = 0; i < numberFromEnvironment('FLIPS', 300); i++) {
      const name = `flag_${Math.floor(random() * 50)}`;
      const text = random() < 0.2 ? undefined : `${i % 100}%`;
      put(name, text);
      if (text === undefined) expected.delete(name);
      else expected.set(name, text);
      if (random() < 0.03) proxy.cut();
      if (random() < 0.3) await new Promise(setImmediate);
    }
    await untilHolds(backend, Object.fromEntries(expected));
  });

  it('says what is not Consul, and names a wrong option', async () => {
    for (const [body, status] of [
      ['<!doctype html>', 200],
      ['<!doctype html>', 404],
      ['[1]', 200],
    ] as const) {
      backend = new ConsulBackend(server.url, { fetch: async () => new Response(body, { status }) });
      await backend.open();
      expect(backend.status().reason).to.match(/not that of Consul: check the address|answered 404/);
      await backend.close();
    }
    expect(() => new ConsulBackend('consul://localhost')).to.throw(
      /must have the form https:\/\/host\[:port\]\[\/path\], received one with consul:\/\/$/,
    );
    expect(() => new ConsulBackend(server.url, { prefix: '' })).to.throw(/"prefix" must be/);
    expect(() => new ConsulBackend(server.url, { token: 'two xyzzy' }))
      .to.throw(/"token" must be visible ASCII/)
      .that.satisfies((error: Error) => !error.message.includes('xyzzy'));
  });
});
