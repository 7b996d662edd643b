import { isHalyardError, isPartialWriteError, PartialWriteError } from '@halyard/core';
import { RemoteBackend, type RemoteBackendOptions } from '@halyard/stores/remote';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { TOKENS } from '../../admin/admin-server.js';
import { texts, untilHolds } from '../../support/backend-events.js';
import { serveApp } from '../../support/serve-app.js';
import { TcpProxy } from '../../support/tcp-proxy.js';
import { Upstream } from './upstream.js';

describe('writing to another Halyard', () => {
  let upstream: Upstream;
  let proxy: TcpProxy;
  let backend: RemoteBackend;

  beforeEach(async () => {
    upstream = new Upstream({ flag: 'on' });
    await upstream.start();
    proxy = await TcpProxy.start({ host: '127.0.0.1', port: upstream.port });
  });
  afterEach(async () => {
    await backend.close();
    await proxy.close();
    await upstream.kill();
  });

  const open = async (options: RemoteBackendOptions = {}): Promise<void> => {
    backend = new RemoteBackend(`http://127.0.0.1:${proxy.port}`, { token: TOKENS.writer, ...options });
    await backend.open();
  };
  const failed = (write: Promise<unknown>): Promise<Error> =>
    write.then(
      () => expect.fail('the write was not refused'),
      (error: unknown) => error as Error,
    );

  it('stores the author and the reason in its history, which is that of the other', async () => {
    await open();
    await backend.set('flag', '25%', { actor: 'bob', comment: 'a first quarter' });
    await backend.set('$segment.staff', '{"role":"staff"}', { actor: 'ana' });
    expect(await backend.history({ name: 'flag' })).to.have.length(1);
    expect((await backend.history({ name: '$segment.staff' }))[0]).to.include({ actor: 'ana', before: null });
    const [newest, oldest] = await backend.history();
    expect(oldest).to.include({ before: 'on', after: '25%', actor: 'bob (ana)', comment: 'a first quarter' });
    expect(await backend.history({ before: newest!.id, limit: 5 })).to.deep.equal([oldest]);
  });

  it('reads a history of many pages', async () => {
    await open();
    const many = Array.from({ length: 1500 }, (_, i) => [`flag_${i}`, true] as const);
    await backend.setMany(new Map(many));
    const entries = await backend.history({ limit: 1400 });
    expect(entries.map(({ name }) => name)).to.deep.equal(
      many
        .map(([name]) => name)
        .toReversed()
        .slice(0, 1400),
    );
  });

  it('is refused by a token that may only read, with a sentence of the other', async () => {
    await open({ token: TOKENS.reader });
    const error = await failed(backend.set('flag', 'off'));
    expect(isHalyardError(error, 'READ_ONLY')).to.equal(true);
    expect(error.message).to.match(/answered 403: rita does not have write permission$/);
    expect(texts(backend)).to.deep.equal({ flag: 'on' });
  });

  it('passes the failure of its store on, with what was not stored', async () => {
    await open();
    upstream.store.shut = new Error('disk full');
    const error = await failed(backend.set('flag', 'off'));
    expect(isHalyardError(error, 'STORE_FAILED')).to.equal(true);
    expect(error.message).to.match(/answered 502: .*disk full/);
    upstream.store.shut = new PartialWriteError(['b', 'c'], new Error('disk full'));
    const partial = await failed(backend.setMany(new Map(['a', 'b', 'c'].map((name) => [name, true]))));
    expect(isPartialWriteError(partial) && partial.notStored).to.deep.equal(['b', 'c']);
    upstream.store.shut = undefined;
  });

  it('fails for certain when it can not be reached', async () => {
    await open();
    await proxy.close();
    const error = await failed(backend.set('flag', 'off'));
    expect(isHalyardError(error, 'STORE_FAILED')).to.equal(true);
    expect(error.message).to.match(/ECONNREFUSED/);
    proxy = await TcpProxy.start({ host: '127.0.0.1', port: upstream.port });
  });

  it('has an unknown outcome when the answer is lost, and is not repeated', async () => {
    await open({ writeTimeoutMs: 300 });
    proxy.dropReplies();
    const error = await failed(backend.set('flag', 'off'));
    expect(isHalyardError(error, 'UNKNOWN_OUTCOME')).to.equal(true);
    expect(upstream.store.writes).to.have.length(1);
    proxy.restore();
    await untilHolds(backend, { flag: 'off' });
  });

  it('has an unknown outcome when the connection is cut', async () => {
    await open();
    const written = failed(backend.set('flag', 'off'));
    proxy.dropReplies();
    upstream.store.write = async () => proxy.cut();
    expect(isHalyardError(await written, 'UNKNOWN_OUTCOME'), String(await written)).to.equal(true);
  });

  it('has an unknown outcome when a proxy gives up', async () => {
    const gateway = await serveApp((_request, response) => {
      response.writeHead(504).end();
    });
    backend = new RemoteBackend(gateway.origin, { token: TOKENS.writer });
    const error = await failed(backend.set('flag', 'off'));
    await gateway.close();
    expect(isHalyardError(error, 'UNKNOWN_OUTCOME'), String(error)).to.equal(true);
    expect(error.message).to.match(/answered 504.*it may or may not have happened, and is not repeated/);
  });
});

describe('a RemoteBackend', () => {
  const stateOf = async (url: string, token: string): Promise<string> => {
    const backend = new RemoteBackend(url, { token });
    await backend.open();
    const { reason } = backend.status();
    await backend.close();
    return reason ?? '';
  };

  it('says how a certificate of its own authority is trusted', async () => {
    const [key, cert] = ['localhost.key.pem', 'localhost.pem'].map((name) =>
      readFileSync(new URL(`../../support/certificates/${name}`, import.meta.url)),
    );
    const server = createServer({ key, cert }).listen(0);
    await once(server, 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      expect(await stateOf(`https://localhost:${port}`, 'a-token-of-somebody-else')).to.equal(
        'self-signed certificate: NODE_EXTRA_CA_CERTS may name a file with the certificate to trust',
      );
    } finally {
      server.close();
    }
  });

  it('says why it can not read, without the token', async () => {
    const upstream = new Upstream();
    await upstream.start();
    const page = await serveApp((_request, response) => response.end('<!doctype html>'));
    const other = 'a-token-of-somebody-else';
    expect(await stateOf(upstream.url, other)).to.match(/answered 401: the token is not accepted: check it$/);
    expect(await stateOf(upstream.url, TOKENS.evaluator)).to.match(/answered 403: app does not have read/);
    expect(await stateOf(`${upstream.url}/flags`, other)).to.match(/flags answered 404: not found/);
    expect(await stateOf(page.origin.replace('http:', 'https:'), other)).to.equal(
      'the server does not speak TLS: check whether its URL begins with http://',
    );
    expect(await stateOf(page.origin, other)).to.match(/is not the export of a Halyard: check the address/);
    await page.close();
    await upstream.kill();
  });

  it('takes a function for the token, which it calls anew', async () => {
    const upstream = new Upstream({ flag: 'on' });
    await upstream.start();
    let token: string = TOKENS.reader;
    const backend = new RemoteBackend(upstream.url, { token: async () => token });
    await backend.open();
    expect(isHalyardError(await backend.set('flag', 'off').catch((e: unknown) => e), 'READ_ONLY')).to.equal(
      true,
    );
    token = TOKENS.writer;
    await backend.set('flag', 'off');
    await backend.close();
    await upstream.kill();
  });

  it('names a wrong option, and no part of a token', () => {
    const wrong = ['two words-xyzzy', 'line\nxyzzy', '', 5, { xyzzy: 1 }];
    for (const token of wrong) {
      expect(() => new RemoteBackend('https://a.example', { token: token as never }))
        .to.throw(/option "token" must be visible ASCII characters/)
        .that.satisfies((error: Error) => !error.message.includes('xyzzy'));
    }
    expect(() => new RemoteBackend('https://ana:xyzzy@a.example:port'))
      .to.throw(/the URL must have the form https/)
      .that.satisfies((error: Error) => !error.message.includes('xyzzy'));
    expect(() => new RemoteBackend('https://a.example', { tokn: 'x' } as never)).to.throw(
      /did you mean "?token/,
    );
  });
});
