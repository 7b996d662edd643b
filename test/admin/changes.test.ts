import { MemoryBackend, readOnly } from '@halyard/core';
import { StoreBackend, writeInOrder } from '@halyard/core/store';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { RoomStore } from '../support/room-store.js';
import { type AdminServer, type Received, type Sent, withServer } from './admin-server.js';

const change = (server: AdminServer, body: unknown, sent: Sent = {}): Promise<Received> =>
  server.send('/api/v1/changes', { method: 'POST', body, ...sent });

const INVALID = '{"rules":[{"rolout":25}]}';

describe('changes of stored texts', () => {
  it('are stored together, exactly as they are given', async () => {
    const store = new RoomStore([['gone', 'on']]);
    await withServer(async (server) => {
      const changes = [
        { name: 'share', text: '25 %' },
        { name: 'gone', text: null },
      ];
      expect(await change(server, { changes, actor: 'ana', comment: 'launch' })).to.include({
        status: 204,
        text: '',
      });
      expect([...store.texts]).to.deep.equal([['share', '25 %']]);
      expect(store.writes).to.deep.equal([
        [
          { name: 'share', text: '25 %', actor: 'ana', comment: 'launch' },
          { name: 'gone', text: undefined, actor: 'ana', comment: 'launch' },
        ],
      ]);
    }, new StoreBackend(store));
  });

  it('may have a definition instead of a text, which is stored in canonical form', async () => {
    const store = new RoomStore([['flag', 'on']]);
    await withServer(async (server) => {
      const changes = [{ name: 'flag', definition: { enabled: false }, ifText: 'on' }];
      expect((await change(server, { changes })).status).to.equal(204);
      expect([...store.texts]).to.deep.equal([['flag', 'off']]);
      for (const wrong of [{ name: 'flag' }, { name: 'flag', text: 'on', definition: {} }]) {
        const { status, json } = await change(server, { changes: [wrong] });
        expect(status).to.equal(400);
        expect(json['detail']).to.equal(
          'the body: the change of flag "flag" must have "text" or "definition"',
        );
      }
    }, new StoreBackend(store));
  });

  it('name the caller beside an author on whose behalf it writes', () =>
    withServer(
      async (server) => {
        for (const actor of ['bob', 'ana', undefined]) {
          await change(server, { changes: [{ name: 'flag', text: `users:${actor}` }], actor });
        }
        const actors = (await server.flags.history())!.map((entry) => entry.actor);
        expect(actors).to.deep.equal(['ana', 'ana', 'bob (ana)']);
      },
      { flag: true },
    ));

  it('are refused all together if one text is not the expected one, invalid or not', async () => {
    const store = new RoomStore([
      ['flag', 'on'],
      ['bad', INVALID],
    ]);
    await withServer(async (server) => {
      const expectations = [
        { name: 'flag', text: 'off', ifText: 'off' },
        { name: 'flag', text: 'off', ifText: null },
        { name: 'bad', text: 'off', ifText: null },
        { name: 'new', text: 'off', ifText: 'on' },
      ];
      for (const each of expectations) {
        const { status, json } = await change(server, { changes: [{ name: 'other', text: 'on' }, each] });
        expect(status, JSON.stringify(each)).to.equal(409);
        expect(json).to.include({ code: 'CONFLICT' });
      }
      expect(store.writes).to.deep.equal([]);
      const right = [
        { name: 'flag', text: 'off', ifText: 'on' },
        { name: 'bad', text: 'off', ifText: INVALID },
        { name: 'new', text: 'on', ifText: null },
      ];
      expect((await change(server, { changes: right })).status).to.equal(204);
      expect(Object.fromEntries(store.texts)).to.deep.equal({ flag: 'off', bad: 'off', new: 'on' });
    }, new StoreBackend(store));
  });

  it('say which flags were not stored when the store failed half-way', async () => {
    const stored: string[] = [];
    const backend = new StoreBackend({
      name: 'shaky',
      load: async () => new Map(),
      write: (changes, signal) =>
        writeInOrder(changes, signal, async ({ name }) => {
          if (name === 'b') throw new Error('disk full');
          stored.push(name);
        }),
    });
    await withServer(async (server) => {
      const changes = ['a', 'b', 'c'].map((name) => ({ name, text: 'on' }));
      const { status, json } = await change(server, { changes });
      expect(status).to.equal(502);
      expect(json).to.deep.include({ code: 'STORE_FAILED', notStored: ['b', 'c'] });
      expect(stored).to.deep.equal(['a']);
    }, backend);
  });

  it('need permission to write, and a writable backend', async () => {
    await withServer(async (server) => {
      const body = { changes: [{ name: 'flag', text: 'on' }] };
      expect((await change(server, body, { as: 'reader' })).status).to.equal(403);
      expect((await change(server, body, { as: null })).status).to.equal(401);
      expect((await change(server, body)).json).to.include({ status: 501, code: 'READ_ONLY' });
    }, readOnly(new MemoryBackend()));
  });

  it('are refused with a sentence that says what is wrong', () =>
    withServer(async (server) => {
      const flag = { name: 'flag', text: 'on' };
      const wrong: readonly (readonly [body: unknown, status: number, says: RegExp])[] = [
        [[], 400, /body must be an object/],
        [{}, 400, /must have "changes"/],
        [{ changes: flag }, 400, /"changes" must be a list/],
        [{ changes: [flag, flag] }, 400, /flag "flag" is changed twice/],
        [{ changes: [{ name: 'flag' }] }, 400, /must have "text"/],
        [{ changes: [{ ...flag, text: true }] }, 400, /"text" must be a text or null/],
        [{ changes: [{ ...flag, iftext: null }] }, 400, /did you mean "?ifText/],
        [{ changes: [flag], actor: 'a\nb' }, 400, /"actor" must be/],
        [{ changes: [{ ...flag, text: 'ture' }] }, 422, /flag/],
        [{ changes: [{ ...flag, name: 'two words' }] }, 400, /white space/],
      ];
      for (const [body, status, says] of wrong) {
        const answer = await change(server, body);
        expect(answer.status, answer.text).to.equal(status);
        expect(answer.json['detail']).to.match(says);
      }
      expect(server.errors).to.deep.equal([]);
    }));
});
