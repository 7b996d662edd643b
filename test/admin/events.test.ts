import { StoreBackend } from '@halyard/core/store';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { RoomStore } from '../support/room-store.js';
import { until } from '../support/until.js';
import { type AdminServer, TOKENS, withServer } from './admin-server.js';
import { EventClient } from './event-client.js';

/** Has `test` done with a client, which ends with it. */
async function withClient(
  server: AdminServer,
  lastId: string | undefined,
  test: (client: EventClient) => Promise<void>,
): Promise<void> {
  const client = await EventClient.open(server.origin, lastId);
  try {
    await test(client);
  } finally {
    client.close();
  }
}

const manyFlags = (count: number): Record<string, boolean> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`flag_${i}`, true]));

describe('the event stream', () => {
  it('tells of each flag that changes, as it is then', () =>
    withServer((server) =>
      withClient(server, undefined, async (client) => {
        await client.next('status');
        await server.flags.set('alpha', '25%');
        const change = await client.next('change');
        expect(change!.data).to.deep.equal({
          name: 'alpha',
          flag: JSON.parse((await server.send('/api/v1/flags/alpha')).text) as object,
        });
        await server.flags.set('$segment.staff', { role: 'staff' } as never);
        expect((await client.next('change'))!.data['segment']).to.deep.include({
          name: 'staff',
          condition: { role: 'staff' },
        });
        await server.flags.delete('alpha');
        expect((await client.next('change'))!.data).to.deep.equal({ name: 'alpha', flag: null });
      }),
    ));

  it('tells of an overridden flag as it is stored, which it may not be', () =>
    withServer(
      (server) =>
        withClient(server, undefined, async (client) => {
          await client.next('status');
          server.flags.override('alpha', false);
          expect((await client.next('change'))!.data).to.have.nested.property('flag.state', 'on');
          server.flags.clearOverride();
          await client.next('change');
          server.flags.override('beta', true);
          expect((await client.next('change'))!.data).to.deep.equal({ name: 'beta', flag: null });
        }),
      { alpha: true },
    ));

  it('is not to be kept, buffered or compressed on the way', () =>
    withServer(async (server) => {
      const controller = new AbortController();
      const { headers } = await fetch(`${server.origin}/api/v1/events`, {
        headers: { Authorization: 'Bearer token-of-a-reader' },
        signal: controller.signal,
      });
      expect(headers.get('content-type')).to.equal('text/event-stream');
      expect(headers.get('cache-control')).to.equal('no-store, no-transform');
      expect(headers.get('x-accel-buffering')).to.equal('no');
      controller.abort();
    }));

  it('goes on where a client left it: each change once', () =>
    withServer(async (server) => {
      let lastId: string | undefined;
      await withClient(server, undefined, async (client) => {
        await client.next('status');
        await server.flags.set('alpha', '1%');
        await client.next('change');
        lastId = client.lastId;
      });
      await server.flags.set('alpha', '2%');
      await server.flags.set('beta', true);
      await withClient(server, lastId, async (client) => {
        expect((await client.next('change'))!.data).to.have.nested.property('flag.text', '2%');
        expect((await client.next('change'))!.data).to.include({ name: 'beta' });
        await server.flags.set('gamma', true);
        expect((await client.next('change'))!.data).to.include({ name: 'gamma' });
      });
    }));

  it('begins where a list of flags was read, so that nothing is missed in between', () =>
    withServer(async (server) => {
      const { json } = await server.send<{ lastEventId: string }>('/api/v1/flags');
      await server.flags.set('alpha', true);
      await withClient(server, json.lastEventId, async (client) => {
        expect((await client.next('change'))!.data).to.include({ name: 'alpha' });
      });
    }));

  it('tells a client that missed too much, or comes from another server, to read everything again', () =>
    withServer(async (server) => {
      const { json } = await server.send<{ lastEventId: string }>('/api/v1/flags');
      await server.flags.setMany(manyFlags(501));
      let share = 0;
      for (const lastId of [json.lastEventId, 'ffffffffffff-3', 'nonsense', `${json.lastEventId}9999999`]) {
        await withClient(server, lastId, async (client) => {
          expect((await client.next('reset'))!.id, lastId).to.match(/^[0-9a-f]{12}-\d+$/);
          await server.flags.set('alpha', `${++share / 100}%`);
          expect((await client.next('change'))!.data, lastId).to.include({ name: 'alpha' });
        });
      }
    }));

  it('has a client read everything again when many flags change at once', () =>
    withServer((server) =>
      withClient(server, undefined, async (client) => {
        await client.next('status');
        await server.flags.setMany(manyFlags(501));
        expect((await client.next('reset'))!.id).to.match(/^[0-9a-f]{12}-1$/);
        await server.flags.set('flag_7', false);
        expect((await client.next('change'))!.data).to.include({ name: 'flag_7' });
      }),
    ));

  it('is refused to a caller who has too many, and to no other', () =>
    withServer(
      async (server) => {
        await withClient(server, undefined, async (client) => {
          await client.next('status');
          const refused = await server.send('/api/v1/events', { as: 'reader' });
          expect(refused.status).to.equal(503);
          expect(refused.json['detail']).to.equal(
            'rita has 1 open streams, which is the limit for one caller',
          );
          const other = new AbortController();
          const headers = { Authorization: `Bearer ${TOKENS.writer}` };
          const answer = await fetch(`${server.origin}/api/v1/events`, { headers, signal: other.signal });
          expect(answer.status).to.equal(200);
          other.abort();
        });
      },
      {},
      { maxStreamsPerActor: 1 },
    ));

  it('tells of the backend, at once and when it changes', () => {
    const room = new RoomStore([['alpha', 'on']]);
    return withServer(
      (server) =>
        withClient(server, undefined, async (client) => {
          expect((await client.next('status'))!.data).to.include({ state: 'live' });
          room.shut = new Error('the door is shut');
          room.watcher!.changed();
          expect((await client.next('status'))!.data).to.include({
            state: 'stale',
            reason: 'the door is shut',
          });
          room.shut = undefined;
          room.watcher!.changed();
          expect((await client.next('status'))!.data).to.include({ state: 'live' });
        }),
      new StoreBackend(room, { pollMs: 10, livePollMs: 10 }),
    );
  });

  it('ends when the administration is closed', () =>
    withServer((server) =>
      withClient(server, undefined, async (client) => {
        await client.next('status');
        server.admin.close();
        expect(await client.next('change')).to.equal(undefined);
        expect((await server.send('/api/v1/events')).status).to.equal(503);
      }),
    ));

  it('is refused when there are too many, until one has ended', () =>
    withServer(
      async (server) => {
        await withClient(server, undefined, async (client) => {
          await client.next('status');
          const refused = await server.send('/api/v1/events');
          expect(refused.status).to.equal(503);
          expect(refused.headers.get('retry-after')).to.equal('5');
        });
        const again = await until('there is room again', () => EventClient.open(server.origin));
        again.close();
      },
      {},
      { maxStreams: 1 },
    ));
});
