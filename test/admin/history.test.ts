import { type Backend, type HistoryEntry, MemoryBackend } from '@halyard/core';
import { StoreBackend } from '@halyard/core/store';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { RoomStore } from '../support/room-store.js';
import { type AdminServer, withServer } from './admin-server.js';

interface History {
  readonly items: readonly (HistoryEntry & { readonly summary: string })[];
  readonly next?: string;
}

const put = async (server: AdminServer, name: string, ...sources: unknown[]): Promise<void> => {
  for (const source of sources) {
    await server.send(`/api/v1/flags/${name}`, { method: 'PUT', body: JSON.stringify(source) });
  }
};

describe('the history', () => {
  it('says who changed what from what to what, when and why, newest first', () =>
    withServer(async (server) => {
      const began = Date.now();
      await put(server, 'alpha', '25%', '50%');
      await put(server, 'beta', true);
      await server.send('/api/v1/flags/alpha?comment=incident%207', { method: 'DELETE' });
      const { json } = await server.send<History>('/api/v1/history');
      const told = json.items.map(({ name, before, after, actor, comment, summary }) => ({
        summary,
        name,
        before,
        after,
        actor,
        comment,
      }));
      expect(told).to.deep.equal([
        {
          summary: 'deleted',
          name: 'alpha',
          before: '50%',
          after: null,
          actor: 'ana',
          comment: 'incident 7',
        },
        { summary: 'created: on', name: 'beta', before: null, after: 'on', actor: 'ana', comment: undefined },
        {
          summary: '25% → 50%',
          name: 'alpha',
          before: '25%',
          after: '50%',
          actor: 'ana',
          comment: undefined,
        },
        {
          summary: 'created: on for 25%',
          name: 'alpha',
          before: null,
          after: '25%',
          actor: 'ana',
          comment: undefined,
        },
      ]);
      for (const { at } of json.items) expect(at).to.be.within(began, Date.now());
      const ofAlpha = await server.send<History>('/api/v1/flags/alpha/history');
      expect(ofAlpha.json.items.map(({ after }) => after)).to.deep.equal([null, '50%', '25%']);
    }));

  it('comes in pages', () =>
    withServer(async (server) => {
      await put(server, 'alpha', '1%', '2%', '3%', '4%', '5%');
      const first = await server.send<History>('/api/v1/flags/alpha/history?limit=2');
      expect(first.json.items.map(({ after }) => after)).to.deep.equal(['5%', '4%']);
      const second = await server.send<History>(
        `/api/v1/flags/alpha/history?limit=3&before=${first.json.next}`,
      );
      expect(second.json.items.map(({ after }) => after)).to.deep.equal(['3%', '2%', '1%']);
    }));

  it('is 501 where the backend keeps none', () => {
    const memory = new MemoryBackend({ alpha: true });
    const backend: Backend = {
      name: 'forgetful',
      get snapshot() {
        return memory.snapshot;
      },
      open: () => memory.open(),
      close: () => memory.close(),
      subscribe: (listener) => memory.subscribe(listener),
      status: () => memory.status(),
      set: (name, source, options) => memory.set(name, source, options),
    };
    return withServer(async (server) => {
      expect((await server.send('/api/v1/history')).status).to.equal(501);
      expect((await server.send('/api/v1/flags/alpha/history')).status).to.equal(501);
      expect((await server.send('/api/v1/flags/alpha/undo', { method: 'POST' })).json).to.include({
        code: 'NO_HISTORY',
      });
    }, backend);
  });

  it('that can not be read is said to be that, and why', () => {
    const history = () => Promise.reject(new Error('the door is shut'));
    return withServer(
      async (server) => {
        const { status, json } = await server.send('/api/v1/history');
        expect(status).to.equal(502);
        expect(json).to.include({
          code: 'STORE_FAILED',
          detail: 'the history of room could not be read: the door is shut',
        });
      },
      new StoreBackend(Object.assign(new RoomStore(), { history })),
    );
  });
});

describe('undoing', () => {
  it('takes the newest change back, and can be undone itself', () =>
    withServer(async (server) => {
      await put(server, 'alpha', '25%', '50%');
      const undone = await server.send('/api/v1/flags/alpha/undo', { method: 'POST' });
      expect(undone.json).to.include({ text: '25%' });
      const [newest] = (await server.flags.history())!;
      expect(newest).to.include({ before: '50%', after: '25%', actor: 'ana' });
      expect(newest!.comment).to.match(/^undo of change /);
      const redone = await server.send('/api/v1/flags/alpha/undo', { method: 'POST' });
      expect(redone.json).to.include({ text: '50%' });
    }));

  it('goes back to before any change, or to after it', () =>
    withServer(async (server) => {
      await put(server, 'alpha', '1%', '2%', '3%', '4%');
      const entries = (await server.flags.history({ name: 'alpha' }))!;
      const change = entries.find(({ after }) => after === '2%')!.id;
      const undo = async (body: unknown): Promise<unknown> =>
        (await server.send('/api/v1/flags/alpha/undo', { method: 'POST', body })).json['text'];
      expect(await undo({ change })).to.equal('1%');
      expect(await undo({ change, to: 'after' })).to.equal('2%');
      expect(await undo({ change: entries[0]!.id, to: 'after' })).to.equal('4%');
    }));

  it('brings back a flag that was removed, and removes one that was made', () =>
    withServer(async (server) => {
      await put(server, 'alpha', '25%');
      await server.send('/api/v1/flags/alpha', { method: 'DELETE' });
      expect((await server.send('/api/v1/flags/alpha/undo', { method: 'POST' })).json).to.include({
        text: '25%',
      });
      const made = (await server.flags.history())!.at(-1)!.id;
      const gone = await server.send('/api/v1/flags/alpha/undo', { method: 'POST', body: { change: made } });
      expect(gone.status).to.equal(204);
      expect(server.flags.definition('alpha')).to.equal(undefined);
    }));

  it('says so when there is no such change', () =>
    withServer(async (server) => {
      await put(server, 'beta', true);
      const [entry] = (await server.flags.history())!;
      const undo = async (name: string, body?: unknown): Promise<number> =>
        (
          await server.send(`/api/v1/flags/${name}/undo`, {
            method: 'POST',
            ...(body === undefined ? {} : { body }),
          })
        ).status;
      expect(await undo('alpha')).to.equal(404);
      expect(await undo('alpha', { change: entry!.id })).to.equal(404);
      expect(await undo('beta', { change: 'no such id' })).to.equal(404);
      expect(await undo('beta', { to: 'yesterday' })).to.equal(400);
    }));

  it('finds changes that are far back', () =>
    withServer(async (server) => {
      await server.flags.set('alpha', '7%');
      for (let i = 0; i < 2500; i++) await server.flags.set('alpha', `${i % 100}%`);
      const first = (await server.flags.history({ name: 'alpha', limit: 10_000 }))!.at(-1)!.id;
      const { json } = await server.send('/api/v1/flags/alpha/undo', {
        method: 'POST',
        body: { change: first, to: 'after' },
      });
      expect(json).to.include({ text: '7%' });
    }));
});
