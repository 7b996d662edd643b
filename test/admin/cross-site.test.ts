import { expect } from 'chai';
import { request as httpRequest } from 'node:http';
import { describe, it } from 'mocha';
import { TOKENS, withServer } from './admin-server.js';

/** Sends headers that `fetch` would not let through. */
function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  method = 'POST',
): Promise<{ status: number; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      url,
      { method, headers: { Authorization: `Bearer ${TOKENS.writer}`, ...headers } },
      (response) => {
        response.resume();
        resolve({ status: response.statusCode!, headers: response.headers });
      },
    );
    sent.on('error', reject).end();
  });
}

describe('a write from a page of another site', () => {
  it('is refused, however its browser tells', () =>
    withServer(
      async (server) => {
        const url = `${server.origin}/api/v1/flags/alpha/disable`;
        const refused = [
          { 'Sec-Fetch-Site': 'cross-site' },
          { 'Sec-Fetch-Site': 'same-site' },
          { 'Sec-Fetch-Site': 'cross-site', Origin: server.origin },
          { Origin: 'https://evil.example' },
          { Origin: 'null' },
          { Origin: 'http://127.0.0.1:1' },
        ];
        for (const headers of refused)
          expect((await post(url, headers)).status, JSON.stringify(headers)).to.equal(403);
        expect(server.flags.isEnabled('alpha')).to.equal(true);
      },
      { alpha: true },
    ));

  it('is refused as a form, which needs no leave of the browser', () =>
    withServer(
      async (server) => {
        const form = await fetch(`${server.origin}/api/v1/flags/alpha/undo`, {
          method: 'POST',
          body: new URLSearchParams({ '{"to":"before"}': '' }),
          headers: { Authorization: `Bearer ${TOKENS.writer}`, Origin: 'https://evil.example' },
        });
        expect(form.status).to.equal(403);
        const sameSite = await server.send('/api/v1/import', {
          method: 'POST',
          body: '{"alpha":false}',
          headers: { 'Content-Type': 'text/plain' },
        });
        expect(sameSite.status).to.equal(415);
        expect(server.flags.isEnabled('alpha')).to.equal(true);
      },
      { alpha: true },
    ));

  it('is distinguished from one of its own page, of a script and of a typed address', () =>
    withServer(
      async (server) => {
        const url = `${server.origin}/api/v1/flags/alpha/enable`;
        const allowed = [
          {},
          { 'Sec-Fetch-Site': 'same-origin', Origin: server.origin },
          { 'Sec-Fetch-Site': 'none' },
          { Origin: server.origin },
          { Origin: 'https://flags.example.com', Host: 'FLAGS.example.com' },
        ];
        for (const headers of allowed)
          expect((await post(url, headers)).status, JSON.stringify(headers)).to.equal(200);
      },
      { alpha: true },
    ));

  it('is allowed from a trusted origin, which may read the answer too', () =>
    withServer(
      async (server) => {
        const url = `${server.origin}/api/v1/flags/alpha/enable`;
        const headers = { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://tools.example.com' };
        const trusted = await post(url, headers);
        expect(trusted.status).to.equal(200);
        expect(trusted.headers).to.include({
          'access-control-allow-origin': 'https://tools.example.com',
          'access-control-allow-credentials': 'true',
          vary: 'Origin',
        });
        const preflight = await post(url, { ...headers, 'Access-Control-Request-Method': 'POST' }, 'OPTIONS');
        expect(preflight.status).to.equal(204);
        expect(preflight.headers['access-control-allow-headers']).to.contain('If-Match');
        expect(preflight.headers['access-control-allow-methods']).to.contain('POST');
        const other = await post(url, { Origin: 'https://evil.example' }, 'OPTIONS');
        expect(other.headers).not.to.have.property('access-control-allow-origin');
        expect((await post(url, { Origin: 'https://evil.example' })).status).to.equal(403);
      },
      { alpha: true },
      { origins: ['https://tools.example.com'] },
    ));

  it('does not apply to reading', () =>
    withServer(async (server) => {
      const headers = { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' };
      const read = await post(`${server.origin}/api/v1/flags`, headers, 'GET');
      expect(read.status).to.equal(200);
      expect(read.headers).not.to.have.property('access-control-allow-origin');
      expect(read.headers).to.include({ 'cross-origin-resource-policy': 'same-origin' });
    }));
});

describe('every answer', () => {
  it('tells browsers what they may not do with it', () =>
    withServer(async (server) => {
      for (const path of ['/api/v1/flags', '/api/v1/flags/nothing', '/nothing', '/openapi.json']) {
        const { headers } = await server.send(path);
        expect(headers.get('x-content-type-options'), path).to.equal('nosniff');
        expect(headers.get('x-frame-options'), path).to.equal('DENY');
        expect(headers.get('content-security-policy'), path).to.contain("default-src 'none'");
        expect(headers.get('referrer-policy'), path).to.equal('no-referrer');
        expect(headers.get('cache-control'), path).to.be.oneOf(['no-store', 'private, no-cache']);
      }
    }));
});
