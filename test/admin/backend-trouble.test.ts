import { type FlagsStatus, CompositeBackend, EnvBackend, MemoryBackend } from '@halyard/core';
import { StoreBackend } from '@halyard/core/store';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { RoomStore } from '../support/room-store.js';
import { until } from '../support/until.js';
import { withServer } from './admin-server.js';

describe('the status', () => {
  it('tells how every layer is, and who asks', () => {
    const room = new RoomStore([
      ['alpha', 'on'],
      ['beta', 'ture'],
    ]);
    const env = new EnvBackend({ env: { FEATURE_GAMMA: 'on' } });
    return withServer(
      async (server) => {
        const { json } = await server.send<{ status: FlagsStatus }>('/api/v1/status', { as: 'reader' });
        expect(json).to.include({ backend: 'composite(room, env)', actor: 'rita', read: true, write: false });
        expect(json.status).to.include({ state: 'live', flags: 3 });
        expect(json.status.layers!.map(({ name, flags }) => `${name} ${flags}`)).to.deep.equal([
          'room 2',
          'env 1',
        ]);
        expect(json.status.invalid).to.have.length(1);
        expect(json.status.invalid[0]).to.include({ name: 'beta', serving: 'off' });
      },
      new CompositeBackend([new StoreBackend(room), env]),
    );
  });

  it('has the overrides of this process, by whom and why', () =>
    withServer(
      async (server) => {
        server.flags.override('alpha', false, { actor: 'ana', reason: 'incident 42' });
        server.flags.override('beta', { value: { cols: 2 } });
        const { json } = await server.send<{ status: FlagsStatus }>('/api/v1/status');
        const [alpha, beta] = json.status.overrides!;
        expect(alpha).to.include({ name: 'alpha', override: false, actor: 'ana', reason: 'incident 42' });
        expect(beta).to.deep.include({ name: 'beta', override: { value: { cols: 2 } } });
        server.flags.clearOverride();
        expect((await server.send('/api/v1/status')).json['status']).not.to.have.property('overrides');
      },
      { alpha: true },
    ));

  it('is available, and flags can be read, while the store is down', () => {
    const room = new RoomStore([['alpha', 'on']]);
    return withServer(
      async (server) => {
        room.shut = new Error('the door is shut');
        room.watcher!.changed();
        const status = await until('the status is stale', async () => {
          const { json } = await server.send<{ status: FlagsStatus }>('/api/v1/status');
          return json.status.state === 'stale' && json.status;
        });
        expect(status.reason).to.equal('the door is shut');
        expect((await server.send('/api/v1/flags/alpha')).json).to.include({ state: 'on' });
      },
      new StoreBackend(room, { pollMs: 10 }),
    );
  });
});

describe("a flag whose stored text can't be used", () => {
  it('is listed with what is wrong, and can be put right', () => {
    const room = new RoomStore([
      ['broken', '{"rules":'],
      ['typo', 'ture'],
      ['fine', 'on'],
    ]);
    return withServer(async (server) => {
      const { json } = await server.send<{ items: { name: string; state: string; problem: string }[] }>(
        '/api/v1/flags?invalid=true',
      );
      expect(json.items.map(({ name, state }) => `${name} ${state}`)).to.deep.equal([
        'broken invalid',
        'typo off',
      ]);
      expect(json.items[0]!.problem).to.contain('not JSON');
      expect((await server.send('/api/v1/flags/broken')).json).to.include({
        version: null,
        state: 'invalid',
      });
      expect((await server.send('/api/v1/flags?invalid=false')).json).to.include({ total: 1 });
      expect((await server.send('/api/v1/flags/broken', { method: 'PUT', body: '"25%"' })).json).to.include({
        text: '25%',
      });
      expect((await server.send('/api/v1/flags/typo', { method: 'DELETE' })).status).to.equal(204);
      expect((await server.send('/api/v1/flags?invalid=true')).json).to.include({ total: 0 });
    }, new StoreBackend(room));
  });
});

describe('a write', () => {
  it('that the store refuses is 502, with its reason', () => {
    const room = new RoomStore([['alpha', 'on']]);
    return withServer(async (server) => {
      room.shut = new Error('the door is shut');
      const { status, json } = await server.send('/api/v1/flags/alpha', { method: 'PUT', body: false });
      expect(status).to.equal(502);
      expect(json).to.include({
        code: 'STORE_FAILED',
        detail: 'room did not store flag "alpha": the door is shut',
      });
      expect(server.errors).to.deep.equal([]);
    }, new StoreBackend(room));
  });

  it('that is not confirmed in time is 504: it may have happened', () => {
    const room = new RoomStore([['alpha', 'on']]);
    room.write = () => new Promise(() => {});
    return withServer(
      async (server) => {
        const { status, json } = await server.send('/api/v1/flags/alpha/disable', { method: 'POST' });
        expect(status).to.equal(504);
        expect(json).to.include({ code: 'UNKNOWN_OUTCOME' });
      },
      new StoreBackend(room, { writeTimeoutMs: 20 }),
    );
  });

  it('to a backend that can only be read is 501', () =>
    withServer(
      async (server) => {
        const { status, json } = await server.send('/api/v1/flags/alpha/enable', { method: 'POST' });
        expect(status).to.equal(501);
        expect(json).to.include({ code: 'READ_ONLY' });
      },
      new EnvBackend({ env: {} }),
    ));

  it('that fails unexpectedly is 500, and only onError gets the error', () => {
    const memory = new MemoryBackend({ alpha: true });
    memory.set = async () => {
      throw new Error('password=hunter2');
    };
    return withServer(async (server) => {
      const { status, text } = await server.send('/api/v1/flags/alpha', { method: 'PUT', body: false });
      expect(status).to.equal(500);
      expect(text).not.to.contain('hunter2');
      expect(server.errors.map(String)).to.deep.equal(['Error: password=hunter2']);
    }, memory);
  });
});

describe('a flag of a layer that can only be read', () => {
  const layers = (): CompositeBackend =>
    new CompositeBackend([
      new MemoryBackend(),
      new EnvBackend({ env: { FEATURE_ALPHA: 'users:alice', FEATURE_BETA: '25%' } }),
    ]);

  it('is changed from what is seen, by the version that is seen', () =>
    withServer(async (server) => {
      const tag = (await server.send('/api/v1/flags/alpha')).headers.get('etag')!;
      const headers = { 'If-Match': tag };
      const patched = await server.send('/api/v1/flags/alpha', {
        method: 'PATCH',
        body: { owner: 'x' },
        headers,
      });
      expect(patched.status).to.equal(200);
      expect(patched.json['definition']).to.deep.equal({ rules: [{ users: ['alice'] }], owner: 'x' });
      expect(
        (await server.send('/api/v1/flags/alpha', { method: 'PUT', body: true, headers })).status,
      ).to.equal(412);
      const rollout = await server.send('/api/v1/flags/beta/rollout', {
        method: 'PUT',
        body: { rollout: 50 },
      });
      expect(rollout.json).to.include({ text: '50%' });
    }, layers()));

  it("can't be removed, and shows again when what was stored in its place is", () =>
    withServer(async (server) => {
      const refused = await server.send('/api/v1/flags/beta', { method: 'DELETE' });
      expect(refused.status).to.equal(409);
      expect(refused.json).to.include({ code: 'NOT_STORED_HERE' });
      await server.send('/api/v1/flags/beta', { method: 'PUT', body: true });
      expect((await server.send('/api/v1/flags/beta', { method: 'DELETE' })).status).to.equal(204);
      expect((await server.send('/api/v1/flags/beta')).json).to.include({ text: '25%' });
    }, layers()));
});
