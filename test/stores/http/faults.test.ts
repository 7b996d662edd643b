import { isHalyardError } from '@halyard/core';
import { HttpBackend, type HttpBackendOptions } from '@halyard/stores/http';
import { expect } from 'chai';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { texts, untilHolds, untilState } from '../../support/backend-events.js';
import { TcpProxy } from '../../support/tcp-proxy.js';
import { DocumentServer } from './document-server.js';

const SECRET = 'xyzzy-secret';

/** What a server does instead of sending its document, and what the status says then. */
const FAULTS: readonly (readonly [fault: string, (response: ServerResponse) => void, says: RegExp])[] = [
  [
    'answers 500',
    (response) => void response.writeHead(500).end('oops'),
    /answered 500: Internal Server Error$/,
  ],
  ['answers 404', (response) => void response.writeHead(404).end(), /answered 404: Not Found$/],
  [
    'explains its answer',
    (response) =>
      void response
        .writeHead(403, { 'Content-Type': 'application/problem+json' })
        .end('{"detail":"the key has expired"}'),
    /answered 403: the key has expired$/,
  ],
  [
    'redirects',
    (response) => void response.writeHead(302, { Location: 'https://elsewhere.example.com' }).end(),
    /answered 302: a redirect, which is not followed/,
  ],
  ['answers 304 to a first request', (response) => void response.writeHead(304).end(), /answered 304/],
  ['sends a page', (response) => void response.end('<!doctype html>'), /not JSON/],
  [
    'sends a list',
    (response) => void response.end('[]'),
    /must be an object of names and flags.*found a list/,
  ],
  ['sends nothing', (response) => void response.end(''), /it is empty/],
  ['sends what is not UTF-8', (response) => void response.end(Buffer.from([0x7b, 0xff, 0x7d])), /not UTF-8/],
  [
    'breaks off',
    (response) => {
      response.writeHead(200, { 'Content-Length': '1000' }).write('{"flag":');
      setImmediate(() => response.destroy());
    },
    /other side closed|terminated|aborted/,
  ],
  [
    'ends the connection',
    (response) => void response.destroy(),
    /other side closed|socket hang up|ECONNRESET/,
  ],
  ['never answers', () => {}, /no answer within 300 ms/],
];

describe('a document whose server', () => {
  let server: DocumentServer;
  let backend: HttpBackend;

  beforeEach(async () => {
    server = await DocumentServer.start('{"flag": true}');
  });
  afterEach(async () => {
    await backend.close();
    await server.stop();
  });

  const make = (options: HttpBackendOptions = {}): HttpBackend => {
    backend = new HttpBackend(`${server.url.replace('//', `//ana:${SECRET}@`)}?key=${SECRET}`, {
      pollMs: 10,
      loadTimeoutMs: 300,
      headers: { 'X-Key': SECRET },
      ...options,
    });
    return backend;
  };

  for (const [fault, answer, says] of FAULTS) {
    it(`${fault} keeps its last known flags, and says why without a secret`, async () => {
      const isFirst = fault.includes('first');
      if (!isFirst) {
        await make().open();
        expect(texts(backend)).to.deep.equal({ flag: 'on' });
      }
      server.answer = (_request, response) => answer(response);
      if (isFirst) await make().open();
      await untilState(backend, isFirst ? 'failed' : 'stale', says);
      if (!isFirst) expect(texts(backend)).to.deep.equal({ flag: 'on' });
      expect(JSON.stringify(backend.status())).not.to.contain(SECRET);
      server.text = '{"flag": "25%"}';
      server.answer = undefined;
      await untilHolds(backend, { flag: '25%' });
    });
  }

  it('is away at the start is read once it is there', async () => {
    const proxy = await TcpProxy.start({ host: '127.0.0.1', port: server.port });
    proxy.refuse();
    backend = new HttpBackend(`http://127.0.0.1:${proxy.port}/flags`, { pollMs: 10 });
    await backend.open();
    expect(backend.status().state).to.equal('failed');
    proxy.restore();
    await untilHolds(backend, { flag: 'on' });
    await proxy.close();
  });

  it('answers too late is asked again, and the late answer is not lost though nothing changed since', async () => {
    const release = new AbortController();
    let isSlow = false;
    // What was asked is not given up, as when an answer arrives just after the deadline.
    const slow: typeof fetch = async (input, init) => {
      if (!isSlow) return fetch(input, init);
      if (!release.signal.aborted) await once(release.signal, 'abort');
      const isKnown = new Headers(init?.headers).get('if-none-match') === '"late"';
      return isKnown
        ? new Response(null, { status: 304 })
        : new Response('{"flag": false}', { headers: { ETag: '"late"' } });
    };
    await make({ fetch: slow }).open();
    isSlow = true;
    await untilState(backend, 'stale', /no answer within/);
    release.abort();
    await untilHolds(backend, { flag: 'off' });
  });

  it('asks to be asked later is not asked before', async () => {
    await make().open();
    server.answer = (_request, response) => void response.writeHead(503, { 'Retry-After': '30' }).end();
    await untilState(backend, 'stale', /answered 503/);
    const asked = server.requests.length;
    const failed = backend.refresh();
    await failed.then(
      () => expect.fail('the server is not to be asked'),
      (error: unknown) => expect(isHalyardError(error, 'STORE_FAILED'), String(error)).to.equal(true),
    );
    expect(server.requests).to.have.length(asked);
  });

  it('asks to be asked later through the fetch of the app is called by its name', async () => {
    const busy = async (): Promise<Response> =>
      new Response('', { status: 503, headers: { 'Retry-After': '30' } });
    await make({ fetch: busy }).open();
    expect(backend.status().reason).to.match(/answered 503$/);
  });
});

describe('an HttpBackend', () => {
  it('names a wrong option, and no part of a wrong URL', () => {
    const wrong: readonly (readonly [make: () => unknown, says: RegExp])[] = [
      [() => new HttpBackend(`ftp://ana:${SECRET}@example.com`), /must have the form https:\/\//],
      [() => new HttpBackend(`https://ana:${SECRET}%@example.com`), /write a % .* as %25/],
      [() => new HttpBackend(undefined as never), /must have the form https:\/\//],
      [() => new HttpBackend('https://a.example', { evelope: 'x' } as never), /did you mean "?envelope/],
      [() => new HttpBackend('https://a.example', { format: 'toml' as never }), /"format" must be one of/],
      [() => new HttpBackend('https://a.example', { maxAgeMs: 0 }), /"maxAgeMs" must be/],
      [() => new HttpBackend('https://a.example', { headers: { 'a b': 'x' } }), /"headers" must be/],
      [() => new HttpBackend('https://a.example', { headers: { a: 1 as never } }), /"headers" must be/],
    ];
    for (const [make, says] of wrong) {
      expect(make)
        .to.throw()
        .that.satisfies((error: Error) => {
          expect(error.message).to.match(says);
          expect(error.message).not.to.contain(SECRET);
          return isHalyardError(error, 'INVALID_OPTION');
        });
    }
  });
});
