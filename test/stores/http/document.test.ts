import { HttpBackend, type HttpBackendOptions } from '@halyard/stores/http';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { texts, untilHolds } from '../../support/backend-events.js';
import { until } from '../../support/until.js';
import { DocumentServer } from './document-server.js';

describe('a document that is followed', () => {
  let server: DocumentServer;
  let backend: HttpBackend;

  beforeEach(async () => {
    server = await DocumentServer.start('{"flag": true}');
  });
  afterEach(async () => {
    await backend.close();
    await server.stop();
  });

  const open = async (options: HttpBackendOptions = {}, url = server.url): Promise<void> => {
    backend = new HttpBackend(url, { pollMs: 10, ...options });
    await backend.open();
  };

  it('is sent again only if it changed', async () => {
    await open();
    const statuses: number[] = [];
    server.answer = (request, response) => {
      statuses.push(request.headers['if-none-match'] === '"new"' ? 304 : 200);
      response.setHeader('ETag', '"new"');
      if (statuses.at(-1) === 304) response.writeHead(304).end();
      else response.end('{"flag": false}');
    };
    await until('it is asked for three times', () => statuses.length >= 3);
    expect(statuses.slice(0, 3)).to.deep.equal([200, 304, 304]);
    expect(texts(backend)).to.deep.equal({ flag: 'off' });
  });

  it('is compared by its time too, where it has no ETag', async () => {
    const modified = 'Wed, 25 Nov 2026 10:00:00 GMT';
    server.answer = (_request, response) =>
      response.setHeader('Last-Modified', modified).end('{"flag":"5%"}');
    await open();
    await until('it is asked for again', () => server.requests.length > 1);
    expect(server.requests[1]!.headers['if-modified-since']).to.equal(modified);
  });

  it('is not asked for while it is fresh, except by refresh, which passes every cache', async () => {
    server.headers = { 'Cache-Control': 'public, max-age=60' };
    await open();
    const { lastLoad } = backend.status();
    await until('it was polled', () => backend.status().lastLoad! > lastLoad!);
    expect(server.requests).to.have.length(1);
    server.text = '{"flag": false}';
    await backend.refresh();
    expect(server.requests).to.have.length(2);
    expect(server.requests[1]!.headers['cache-control']).to.equal('no-cache');
    expect(texts(backend)).to.deep.equal({ flag: 'off' });
  });

  it('is fresh for less long by the time that a cache held it, and for no longer than maxAgeMs', async () => {
    for (const [headers, options] of [
      [{ 'Cache-Control': 'max-age=60', Age: '60' }, {}],
      [{ 'Cache-Control': 'max-age=60, no-cache' }, {}],
      [{ 'Cache-Control': 'max-age=60' }, { maxAgeMs: 1 }],
    ] as const) {
      server.headers = headers;
      server.requests.length = 0;
      await open(options);
      await until('it is asked for again', () => server.requests.length > 1);
      await backend.close();
    }
  });

  it('is an error if a cache held it for longer than maxAgeMs; the last known flags answer', async () => {
    await open({ maxAgeMs: 60_000 });
    server.headers = { Age: '61' };
    server.text = '{"flag": false}';
    await until('it is stale', () => backend.status().state === 'stale');
    expect(backend.status().reason).to.match(/held the answer for 61 s, longer than maxAgeMs \(60 s\)/);
    expect(texts(backend)).to.deep.equal({ flag: 'on' });
    server.headers = { Age: '60' };
    await untilHolds(backend, { flag: 'off' });
  });

  it('has the flags in an envelope, also in YAML', async () => {
    server.headers = { 'Content-Type': 'application/yaml' };
    server.text = 'meta: { version: 3 }\ndata:\n  flags:\n    flag: 25%\n';
    await open({ envelope: 'data.flags' });
    expect(texts(backend)).to.deep.equal({ flag: '25%' });
  });

  it('is YAML if its type, its path or the option says so', async () => {
    server.text = 'flag: 25%\n';
    server.headers = { 'Content-Type': 'text/x-yaml; charset=utf-8' };
    await open();
    expect(texts(backend)).to.deep.equal({ flag: '25%' });
    await backend.close();
    server.headers = {};
    await open({}, `${server.url}.yml`);
    expect(texts(backend)).to.deep.equal({ flag: '25%' });
    await backend.close();
    await open({ format: 'yaml' });
    expect(texts(backend)).to.deep.equal({ flag: '25%' });
  });

  it('is asked for with headers, which a function may give anew each time', async () => {
    let count = 0;
    await open({ headers: async () => ({ 'X-Token': `token-${++count}` }) });
    await until('it is asked for again', () => server.requests.length > 1);
    expect(server.requests[0]!.headers['x-token']).to.equal('token-1');
    expect(server.requests[1]!.headers['x-token']).to.equal('token-2');
  });

  it('is asked for with the user and the password of the URL', async () => {
    await open({}, server.url.replace('//', '//ana:p%40ss@'));
    const expected = `Basic ${Buffer.from('ana:p@ss').toString('base64')}`;
    expect(server.requests[0]!.headers.authorization).to.equal(expected);
  });

  it('is asked for by the fetch of the app', async () => {
    const asked: string[] = [];
    await open({
      fetch: async (input, init) => {
        asked.push((input as URL).href);
        return fetch(input, init);
      },
    });
    expect(asked[0]).to.equal(server.url);
  });
});
