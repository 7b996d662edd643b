import { expect } from 'chai';
import { describe, it } from 'mocha';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { rawRequest, statusOf } from './raw-request.js';
import { type AdminServer, type Received, TOKENS, withServer } from './admin-server.js';

/** Sends lines as they are and reads until the server closes. */
const raw = (server: AdminServer, lines: readonly string[]): Promise<string> =>
  rawRequest(server.origin, lines);

const status = statusOf;
const token = `Authorization: Bearer ${TOKENS.writer}`;

describe('a hostile body', () => {
  const put = (server: AdminServer, body: string): Promise<Received> =>
    server.send('/api/v1/flags/alpha', { method: 'PUT', body });

  it('of 10 MB is refused', () =>
    withServer(async (server) => {
      const { status: answered, json } = await put(server, JSON.stringify('x'.repeat(10 * 1024 * 1024)));
      expect(answered).to.equal(413);
      expect(json).to.include({
        code: 'BODY_TOO_LARGE',
        detail: 'the body is too large: the limit is 1 MiB',
      });
    }));

  it('that has no end is cut off', () =>
    withServer(async (server) => {
      const { hostname, port } = new URL(server.origin);
      const socket = connect(Number(port), hostname);
      socket.on('error', () => {});
      socket.write(
        [
          'PUT /api/v1/flags/alpha HTTP/1.1',
          'Host: x',
          token,
          'Content-Type: application/json',
          'Transfer-Encoding: chunked',
          '',
          '',
        ].join('\r\n'),
      );
      const chunk = Buffer.alloc(256 * 1024, ' ');
      let sent = 0;
      const pump = (): void => {
        while (!socket.destroyed) {
          sent += chunk.byteLength;
          if (!socket.write(`40000\r\n${chunk.toString()}\r\n`)) return void socket.once('drain', pump);
        }
      };
      const answer = new Promise<string>((resolve) => {
        let seen = '';
        socket.on('data', (data: Buffer) => (seen += data.toString()));
        socket.once('close', () => resolve(seen));
      });
      pump();
      expect(status(await answer)).to.equal(413);
      expect(sent).to.be.lessThan(64 * 1024 * 1024);
    }));

  it('that is not read ends the connection', () =>
    withServer(async (server) => {
      const { hostname, port } = new URL(server.origin);
      const socket = connect(Number(port), hostname);
      const head = ['PUT /api/v1/flags/alpha HTTP/1.1', 'Host: x', 'Content-Length: 100000', '', ''];
      socket.write(head.join('\r\n'));
      const answer = await text(socket);
      expect(status(answer)).to.equal(401);
      expect(answer.toLowerCase()).to.contain('connection: close');
    }));

  it('that nests without end is refused, also where it is only read', () =>
    withServer(
      async (server) => {
        const deep = (open: string, close: string): string =>
          open.repeat(100_000) + '1' + close.repeat(100_000);
        for (const body of [deep('[', ']'), deep('{"a":', '}'), `{"metadata":${deep('[', ']')}}`]) {
          expect((await put(server, body)).status).to.equal(400);
          expect((await server.send('/api/v1/flags/alpha', { method: 'PATCH', body })).status).to.equal(400);
          expect((await server.send('/api/v1/import', { method: 'POST', body })).status).to.equal(400);
          expect(
            (await server.send('/ofrep/v1/evaluate/flags', { method: 'POST', body: `{"context":${body}}` }))
              .status,
          ).to.equal(400);
        }
        expect(server.errors).to.deep.equal([]);
      },
      { alpha: true },
    ));

  it('with 10,000 keys is refused by name of the first, and costs no time', () =>
    withServer(
      async (server) => {
        const keys = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`key${i}`, i]));
        const { status: answered, text: sentence } = await put(server, JSON.stringify(keys));
        expect(answered).to.equal(422);
        expect(sentence).to.contain('key0').and.to.have.length.lessThan(5000);
        expect(
          (await server.send('/api/v1/flags/alpha/rollout', { method: 'PUT', body: keys })).status,
        ).to.equal(400);
        const context = await server.send('/api/v1/flags/alpha/explain', {
          method: 'POST',
          body: { context: keys },
        });
        expect(context.status).to.equal(400);
        expect(context.json).to.include({ code: 'INVALID_CONTEXT' });
      },
      { alpha: true },
    ));

  it('with the keys of prototypes changes no prototype', () =>
    withServer(
      async (server) => {
        const bodies = [
          '{"__proto__":{"enabled":false,"polluted":true}}',
          '{"constructor":{"prototype":{"polluted":true}}}',
          '{"metadata":{"__proto__":{"polluted":true}}}',
        ];
        for (const body of bodies) {
          await put(server, body);
          await server.send('/api/v1/flags/alpha', { method: 'PATCH', body });
          await server.send('/api/v1/import', { method: 'POST', body });
          await server.send('/api/v1/flags/alpha/rollout', { method: 'PUT', body });
          await server.send('/ofrep/v1/evaluate/flags/alpha', {
            method: 'POST',
            body: `{"context":${body}}`,
          });
        }
        expect({}).not.to.have.property('polluted');
        expect(server.flags.isEnabled('alpha')).to.equal(true);
        expect(server.errors).to.deep.equal([]);
      },
      { alpha: true },
    ));

  it('that is not JSON, not UTF-8, compressed or of another type is refused with the reason', () =>
    withServer(async (server) => {
      const send = async (
        body: string | Uint8Array,
        headers: Record<string, string> = {},
      ): Promise<string> => {
        const response = await fetch(`${server.origin}/api/v1/flags/alpha`, {
          method: 'PUT',
          body: typeof body === 'string' ? body : new Uint8Array(body),
          headers: {
            Authorization: `Bearer ${TOKENS.writer}`,
            'Content-Type': 'application/json',
            ...headers,
          },
        });
        const { detail } = (await response.json()) as { detail: string };
        return `${response.status} ${detail}`;
      };
      expect(await send('{"a":')).to.equal(
        '400 the body is not JSON: a value expected at line 1, column 6, the text ends',
      );
      expect(await send('')).to.equal('400 a body is required, as application/json');
      expect(await send(new Uint8Array([0x22, 0xff, 0x22]))).to.equal('400 the body is not UTF-8');
      expect(await send('true', { 'Content-Encoding': 'gzip' })).to.contain(
        '415 send the body without Content-Encoding',
      );
      expect(await send('true', { 'Content-Type': 'text/yaml' })).to.equal(
        '415 Content-Type must be application/json, received "text/yaml"',
      );
    }));
});

describe('a hostile path', () => {
  it('leads nowhere else, and never past the check of who asks', () =>
    withServer(
      async (server) => {
        const paths = [
          '/flags/../api/v1/flags',
          '/flags/x/../api/v1/flags',
          '/flags/./api/v1/flags',
          '/flags/%2e/api/v1/flags',
          '/flags/ofrep/..\\api\\v1\\flags',
          'http://evil.example/flags/x/../api/v1/flags',
          '/flags/..%2fapi/v1/flags',
          '//evil.example/flags/api/v1/flags',
          '/flags//api/v1/flags',
          '/flags/api/v1/flags/',
          '/flags/api/v1//flags',
          '/flags/api\\v1\\..\\..\\..\\etc/passwd',
          '/flags/%2e%2e/%2e%2e/etc/passwd',
          '/flagsapi/v1/flags',
          '/FLAGS/api/v1/flags',
          '/api/v1/flags',
          'http://evil.example/api/v1/flags',
          '/',
          '*',
        ];
        for (const path of paths) {
          const answer = await raw(server, [`GET ${path} HTTP/1.1`, 'Host: halyard.test', token]);
          expect(status(answer), path).to.be.oneOf([400, 404]);
        }
        const path = 'http://evil.example/flags/api/v1/flags';
        expect(status(await raw(server, [`GET ${path} HTTP/1.1`, 'Host: halyard.test', token]))).to.equal(
          200,
        );
        expect(status(await raw(server, [`GET ${path} HTTP/1.1`, 'Host: halyard.test']))).to.equal(401);
      },
      {},
      { basePath: '/flags' },
    ));

  it('that is badly encoded is refused', () =>
    withServer(async (server) => {
      for (const name of ['%', '%zz', '%c3%28', '%ff']) {
        const { status: answered, json } = await server.send(`/api/v1/flags/${name}`);
        expect(answered, name).to.equal(400);
        expect(json).to.include({ code: 'BAD_PATH' });
      }
    }));

  it('with a name that none can have is refused', () =>
    withServer(async (server) => {
      for (const name of ['%00', 'a%0d%0ab', 'a%20b', '$reserved', 'x'.repeat(257), '%20']) {
        const { status: answered, json } = await server.send(`/api/v1/flags/${name}`, {
          method: 'PUT',
          body: true,
        });
        expect(answered, name).to.equal(400);
        expect(json).to.include({ code: 'INVALID_NAME' });
      }
    }));

  it('with another method is refused with what there is', () =>
    withServer(async (server) => {
      const { status: answered, headers } = await server.send('/api/v1/flags', { method: 'DELETE' });
      expect(answered).to.equal(405);
      expect(headers.get('allow')).to.equal('GET, HEAD, OPTIONS');
      expect(status(await raw(server, ['TRACE /api/v1/flags HTTP/1.1', 'Host: x', token]))).to.equal(501);
      expect(status(await raw(server, ['PROPFIND /api/v1/flags HTTP/1.1', 'Host: x', token]))).to.equal(501);
    }));
});

describe('a hostile header', () => {
  it('puts none into the answer', () =>
    withServer(async (server) => {
      const name = 'x%0d%0aSet-Cookie:%20a=b';
      for (const path of [
        `/api/v1/flags/${name}`,
        `/api/v1/flags?search=${name}`,
        `/${name}`,
        `/api/v1/events?lastEventId=${name}`,
      ]) {
        const { headers } = await server.send(path, {
          headers: { 'If-None-Match': '"x"', Origin: 'http://x' },
        });
        expect(headers.has('set-cookie'), path).to.equal(false);
      }
    }));

  it('with control characters in the reason is refused, for the terminals that show it', () =>
    withServer(
      async (server) => {
        const { status: answered } = await server.send('/api/v1/flags/alpha/disable?comment=%1b[2J', {
          method: 'POST',
        });
        expect(answered).to.equal(400);
      },
      { alpha: true },
    ));

  it('such as a Host that is none is no trouble', () =>
    withServer(async (server) => {
      for (const host of ['', 'a b', '[', 'x:99999999', 'evil.example/path?']) {
        const answer = await raw(server, ['GET /api/v1/status HTTP/1.1', `Host: ${host}`, token]);
        expect(status(answer), host).to.be.oneOf([200, 400]);
      }
      expect(server.errors).to.deep.equal([]);
    }));
});

describe('names', () => {
  it('are data, whatever they are', () =>
    withServer(async (server) => {
      const names = [
        'a/b',
        'a%2Fb',
        '100%',
        '__proto__',
        'constructor',
        'toString',
        '..',
        '.',
        'ünï☃',
        'a?b#c',
        'a\'b"c',
        'a\\b',
        '{name}',
        'enable',
      ];
      for (const name of names) {
        const path = `/api/v1/flags/${/^\.+$/.test(name) ? '%20' : ''}${encodeURIComponent(name)}`;
        expect((await server.send(path, { method: 'PUT', body: '"25%"' })).status, name).to.equal(201);
        expect((await server.send(path)).json, name).to.include({ name, text: '25%' });
        expect((await server.send(`${path}/enable`, { method: 'POST' })).json, name).to.include({ name });
        expect((await server.send(`${path}/history`)).json, name)
          .to.have.property('items')
          .with.length(1);
      }
      expect(server.flags.all().map(({ name }) => name)).to.have.members(names);
      const { json } = await server.send<{ items: { name: string }[] }>('/api/v1/flags?limit=1000');
      expect(json.items.map(({ name }) => name)).to.deep.equal([...names].sort());
      const exported = (await server.send('/api/v1/export')).text;
      expect(Object.keys(JSON.parse(exported) as object)).to.have.members(names);
      for (const name of names) {
        const path = `/api/v1/flags/${/^\.+$/.test(name) ? '%20' : ''}${encodeURIComponent(name)}`;
        expect((await server.send(path, { method: 'DELETE' })).status, name).to.equal(204);
      }
      expect(server.flags.all()).to.deep.equal([]);
      expect((await server.send('/api/v1/import', { method: 'POST', body: exported })).json).to.include({
        written: names.length,
      });
    }));
});
