import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type Received, withServer } from './admin-server.js';

describe('two people changing one flag', () => {
  it('meet: the second gets the conflict and what the flag is now', () =>
    withServer(
      async (server) => {
        const seen = (await server.send('/api/v1/flags/layout')).headers.get('etag')!;
        const write = (body: unknown): Promise<Received> =>
          server.send('/api/v1/flags/layout', { method: 'PUT', body, headers: { 'If-Match': seen } });
        const first = await write('"25%"');
        expect(first.status).to.equal(200);
        const second = await write('"50%"');
        expect(second.status).to.equal(412);
        expect(second.json).to.include({ code: 'CONFLICT' });
        expect(second.json['current']).to.deep.equal(first.json);
        expect(server.flags.definition('layout')!.text).to.equal('25%');
        const again = await server.send('/api/v1/flags/layout', {
          method: 'PUT',
          body: '"50%"',
          headers: { 'If-Match': first.headers.get('etag')! },
        });
        expect(again.status).to.equal(200);
      },
      { layout: true },
    ));

  it('meet on every way to change it', () =>
    withServer(async (server) => {
      const headers = { 'If-Match': '"0123456789abcdef"' };
      const requests = [
        ['PUT', '', true],
        ['PATCH', '', { owner: 'x' }],
        ['DELETE', '', undefined],
        ['POST', '/enable', undefined],
        ['POST', '/disable', undefined],
        ['PUT', '/rollout', { rollout: 5 }],
        ['POST', '/undo', undefined],
      ] as const;
      await server.flags.set('layout', '25%');
      for (const [method, path, body] of requests) {
        const { status } = await server.send(`/api/v1/flags/layout${path}`, { method, body, headers });
        expect(status, `${method} ${path}`).to.equal(412);
      }
      expect(server.flags.definition('layout')!.text).to.equal('25%');
    }));

  it('lose nothing when both patch at once: each change is in', () =>
    withServer(
      async (server) => {
        const patches = Array.from({ length: 20 }, (_, i) =>
          server.send('/api/v1/flags/layout', { method: 'PATCH', body: { metadata: { [`key${i}`]: i } } }),
        );
        for (const { status } of await Promise.all(patches)) expect(status).to.equal(200);
        expect(Object.keys(server.flags.definition('layout')!.definition.metadata!)).to.have.length(20);
      },
      { layout: true },
    ));

  it('make it once with If-None-Match: *', () =>
    withServer(async (server) => {
      const make = (): Promise<Received> =>
        server.send('/api/v1/flags/new', { method: 'PUT', body: true, headers: { 'If-None-Match': '*' } });
      expect((await make()).status).to.equal(201);
      expect((await make()).status).to.equal(412);
    }));

  it('change only what exists with If-Match: *', () =>
    withServer(
      async (server) => {
        const headers = { 'If-Match': '*' };
        const unknown = await server.send('/api/v1/flags/unknown/enable', { method: 'POST', headers });
        expect(unknown.status).to.equal(412);
        expect(unknown.json).to.include({ current: null });
        expect(
          (await server.send('/api/v1/flags/layout/disable', { method: 'POST', headers })).status,
        ).to.equal(200);
      },
      { layout: true },
    ));

  it('may name several versions, and no weak one', () =>
    withServer(
      async (server) => {
        const tag = `"${server.flags.definition('layout')!.version}"`;
        const put = async (header: string): Promise<number> =>
          (
            await server.send('/api/v1/flags/layout', {
              method: 'PUT',
              body: true,
              headers: { 'If-Match': header },
            })
          ).status;
        expect(await put(`"other", ${tag}`)).to.equal(200);
        expect(await put(`W/${tag}`)).to.equal(412);
        expect(await put('unquoted')).to.equal(400);
      },
      { layout: true },
    ));

  it('can not combine both preconditions', () =>
    withServer(async (server) => {
      const headers = { 'If-Match': '"a"', 'If-None-Match': '*' };
      const { status, json } = await server.send('/api/v1/flags/layout', {
        method: 'PUT',
        body: true,
        headers,
      });
      expect(status).to.equal(400);
      expect(json['detail']).to.contain('can not be combined');
    }));
});
