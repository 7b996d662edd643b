import type { FlagRecord } from '@halyard/admin';
import { CompositeBackend, EnvBackend, type FleetUsage, MemoryBackend } from '@halyard/core';
import { StoreBackend } from '@halyard/core/store';
import { expect } from 'chai';
import { RoomStore } from '../support/room-store.js';
import { withServer } from './admin-server.js';

const DAY = 24 * 3600_000;
const PATH = '/api/v1/usage';

const uses = (...names: readonly string[]) => ({
  uses: names.map((name) => ({ name, count: 3, isFirst: true })),
});

/** A store whose flags are used as it is told. */
class UsedStore extends RoomStore {
  fleet: FleetUsage | Error | undefined;

  readonly usage = {
    report: async () => {},
    read: async () => {
      if (this.fleet instanceof Error) throw this.fleet;
      return this.fleet ?? (await new Promise<never>(() => {}));
    },
  };
}

describe('the use of flags in the API', () => {
  it('is what processes report, by a token that may read', () =>
    withServer(
      async (server) => {
        expect((await server.send(PATH)).json).to.deep.equal({ items: [] });
        const body = uses('one', 'unknown');
        expect((await server.send(PATH, { method: 'POST', as: 'reader', body })).status).to.equal(204);
        const { items, since } = (await server.send(PATH, { as: 'reader' })).json as unknown as {
          items: readonly { lastUsed: number }[];
          since: number;
        };
        expect(since).to.be.closeTo(Date.now(), 60_000);
        const { lastUsed, ...rest } = items[0]!;
        expect(items).to.have.length(1);
        expect(lastUsed).to.be.closeTo(Date.now(), 60_000);
        expect(rest).to.deep.equal({ name: 'one', evaluations: 3, processes: 1 });
      },
      { one: 'on', two: 'on' },
    ));

  it('is a part of every record', () =>
    withServer(
      async (server) => {
        const list = async () =>
          (await server.send<{ items: FlagRecord[] }>('/api/v1/flags')).json.items.map(({ usage }) => usage);
        await server.send(PATH, { method: 'POST', body: uses('one') });
        const [one, two] = await list();
        expect(one).to.include({ evaluations: 3, processes: 1 });
        expect(one!.lastUsed).to.be.closeTo(Date.now(), 60_000);
        expect(two).to.include({ evaluations: 0, processes: 0 }).and.not.to.have.property('lastUsed');
        const { json } = await server.send<FlagRecord>('/api/v1/flags/one');
        expect(json.usage).to.include({ evaluations: 3, processes: 1 });
      },
      { one: 'on', two: 'on' },
    ));

  it('marks a flag that no process used for so many days as stale, and no flag that is newer', () => {
    const now = Date.now();
    const store = new UsedStore([
      ['used', '5%'],
      ['unused', '5%'],
      ['never', '5%'],
      ['kept', '{ "permanent": true }'],
    ]);
    const flags = new Map([
      ['used', { lastUsed: now - 6 * DAY, evaluations: 0, processes: 0 }],
      ['unused', { lastUsed: now - 7 * DAY, evaluations: 0, processes: 0 }],
    ]);
    store.fleet = { since: now - 8 * DAY, flags };
    return withServer(
      async (server) => {
        const { json } = await server.send<{ items: FlagRecord[] }>('/api/v1/flags?stale=true');
        expect(json.items.map(({ name, stale }) => ({ name, ...stale }))).to.deep.equal([
          { name: 'never', reason: 'unused', since: now - 8 * DAY },
          { name: 'unused', reason: 'unused', since: now - 7 * DAY },
        ]);
        await server.flags.set('new', '5%');
        expect((await server.send<FlagRecord>('/api/v1/flags/new')).json.stale?.reason).to.equal('unused');
      },
      new StoreBackend(store),
      { unusedDays: 7 },
    );
  });

  it('is unknown for a flag that another layer has, which is never stale for that', () => {
    const store = new UsedStore([['stored', '5%']]);
    store.fleet = { since: Date.now() - 90 * DAY, flags: new Map() };
    const env = new EnvBackend({ env: { FEATURE_FORCED: '5%' } });
    return withServer(
      async (server) => {
        const { json } = await server.send<{ items: FlagRecord[] }>('/api/v1/flags');
        const shown = json.items.map(({ name, usage, stale }) => [name, usage?.evaluations, stale?.reason]);
        expect(shown).to.deep.equal([
          ['forced', undefined, undefined],
          ['stored', 0, 'unused'],
        ]);
        expect((await server.send(PATH)).json['layer']).to.equal('room');
      },
      new CompositeBackend([env, new CompositeBackend([new StoreBackend(store)])]),
    );
  });

  it('delays no answer for long when the store is slow, and is left out when it fails', () => {
    const store = new UsedStore([['one', 'on']]);
    return withServer(async (server) => {
      expect((await server.send<FlagRecord>('/api/v1/flags/one')).json).not.to.have.property('usage');
      store.fleet = new Error('the door is shut');
      expect((await server.send<FlagRecord>('/api/v1/flags/one')).json).not.to.have.property('usage');
    }, new StoreBackend(store));
  });

  it('is not there for a backend that does not keep it', () =>
    withServer(
      async (server) => {
        const read = await server.send(PATH);
        expect(read.status).to.equal(501);
        expect(read.json).to.include({
          code: 'NO_USAGE',
          detail: 'this backend does not keep the use of flags',
        });
        const reported = await server.send(PATH, { method: 'POST', body: uses('one') });
        expect(reported.status).to.equal(501);
      },
      new StoreBackend(new RoomStore([['one', 'on']])),
    ));

  it('is not reported by a token that may only evaluate, and wrong reports are named', () =>
    withServer(
      async (server) => {
        const post = (body: unknown, as: 'reader' | 'evaluator' = 'reader') =>
          server.send<{ detail: string }>(PATH, { method: 'POST', as, body });
        expect((await post(uses('one'), 'evaluator')).status).to.equal(403);
        for (const [body, sentence] of [
          [{}, 'the body must have "uses"'],
          [{ uses: {} }, 'the body: "uses" must be a list, received an object'],
          [{ uses: [{ name: 'one', isFirst: true }] }, 'the body must have "count"'],
          [
            { uses: [{ name: 'one', count: 0, isFirst: true }] },
            'the body: "count" must be a whole number from 1 ',
          ],
          [
            { uses: [{ name: 'one', count: 1, isFirst: true, user: 'ana' }] },
            'the body: unknown member "user"',
          ],
        ] as const) {
          const { status, json } = await post(body);
          expect(status).to.equal(400);
          expect(json.detail).to.contain(sentence);
        }
      },
      new MemoryBackend({ one: 'on' }),
    ));
});
