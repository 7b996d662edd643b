import { type Access, makeAdmin } from '@halyard/admin';
import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { once } from 'node:events';
import { connect, createServer, type IncomingHttpHeaders } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { type AdminServer, TOKENS, withServer } from './admin-server.js';
import { rawRequest, statusOf } from './raw-request.js';

const ask = (server: AdminServer, path: string, host: string): Promise<string> =>
  rawRequest(server.origin, [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    `Authorization: Bearer ${TOKENS.reader}`,
  ]);

describe('the names of a host', () => {
  it('are limited by an option: other names see neither the API nor the page', () =>
    withServer(
      async (server) => {
        for (const path of ['/api/v1/flags', '/openapi.json', '/']) {
          for (const host of [
            'evil.example',
            'evil.example:80',
            'flags.example.com.evil.example',
            'x@[::1]',
            '',
          ]) {
            const answer = await ask(server, path, host);
            expect(statusOf(answer), `${host}${path}`).to.be.oneOf([400, 421]);
          }
        }
        expect(await ask(server, '/api/v1/flags', 'evil.example')).to.contain('"code":"HOST_NOT_ALLOWED"');
        const allowed = [
          'flags.example.com',
          'FLAGS.example.com:4100',
          'flags.example.com.',
          'localhost:80',
          'halyard.localhost',
          '192.0.2.1:4100',
          '[2001:db8::1]:4100',
        ];
        for (const host of allowed) {
          expect(statusOf(await ask(server, '/api/v1/flags', host)), host).to.equal(200);
        }
      },
      {},
      { hosts: ['flags.example.com'] },
    ));

  it('are those of HTTP/2 too, which has no header of this name', async () => {
    const flags = await FeatureFlags.open(new MemoryBackend());
    const authorize = (): Access => ({ actor: 'ana', read: true, write: false });
    const admin = makeAdmin(flags, { authorize, hosts: ['flags.example.com'] });
    const server = createServer(admin.node as never).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const statusFor = async (authority: string): Promise<unknown> => {
      const stream = client.request({ ':path': '/api/v1/flags', ':authority': authority });
      const [headers] = (await once(stream, 'response')) as [IncomingHttpHeaders];
      stream.close();
      return headers[':status'];
    };
    expect(await statusFor('evil.example')).to.equal(421);
    expect(await statusFor('flags.example.com')).to.equal(200);
    client.close();
    server.close();
    admin.close();
  });

  it('are any, unless the option says so', () =>
    withServer(async (server) => {
      expect(statusOf(await ask(server, '/api/v1/flags', 'shop.example'))).to.equal(200);
    }));

  it('are names and no addresses of the web', async () => {
    const flags = await FeatureFlags.open(new MemoryBackend());
    for (const host of ['https://flags.example.com', 'flags.example.com:80', '*.example.com', '']) {
      expect(() => makeAdmin(flags, { authorize: () => undefined, hosts: [host] }), host).to.throw(
        'option "hosts" must be a list of host names such as "flags.example.com", without scheme and port',
      );
    }
  });
});
