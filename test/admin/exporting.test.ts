import { CompositeBackend, MemoryBackend, persistent } from '@halyard/core';
import { StoreBackend } from '@halyard/core/store';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { TemporaryFolder } from '../file/temporary-folder.js';
import { RoomStore } from '../support/room-store.js';
import { withServer } from './admin-server.js';

const INVALID = '{"rules":[{"rolout":25}]}';

describe('an export', () => {
  for (const format of ['halyard', 'stored', 'flagd']) {
    it(`as ${format} is not sent again to a caller that has it`, () =>
      withServer(
        async (server) => {
          const path = `/api/v1/export?format=${format}`;
          const first = await server.send(path);
          const tag = first.headers.get('etag')!;
          const second = await server.send(path, { headers: { 'If-None-Match': tag } });
          expect(second).to.include({ status: 304, text: '' });
          expect(second.headers.get('etag')).to.equal(tag);
          await server.flags.set('share', '50%');
          const third = await server.send(path, { headers: { 'If-None-Match': tag } });
          expect(third.status).to.equal(200);
          expect(third.text).to.contain('50');
          expect(third.headers.get('etag')).not.to.equal(tag);
        },
        { share: '25%' },
      ));
  }

  it('has the same tag in every process', () =>
    withServer((server) =>
      withServer(async (other) => {
        const tags = [server, other].map(async (each) =>
          (await each.send('/api/v1/export')).headers.get('etag'),
        );
        const [one, another] = await Promise.all(tags);
        expect(one).to.match(/^"[\w-]+"$/);
        expect(one).to.equal(another);
      }),
    ));

  it('as stored has every text exactly, invalid ones included, and the times', async () => {
    const store = new RoomStore([
      ['padded', ' on '],
      ['typo', 'ture'],
      ['ramp', '{"rules":[{"users":["alice"]}]}'],
      ['$later', 'anything'],
    ]);
    await withServer(async (server) => {
      store.change('ramp', INVALID);
      await server.flags.refresh();
      expect((await server.send('/api/v1/export?format=stored')).json).to.deep.equal({
        $later: 'anything',
        padded: ' on ',
        ramp: INVALID,
        typo: 'ture',
      });
    }, new StoreBackend(store));
    const timed = { text: 'on', createdAt: 1, updatedAt: 2 };
    const backend = new StoreBackend({ name: 'timed', load: async () => ({ flag: timed }) });
    await withServer(async (server) => {
      expect((await server.send('/api/v1/export?format=stored')).json).to.deep.equal({ flag: timed });
    }, backend);
  });

  describe('while a store was never read', () => {
    const away = (): StoreBackend => {
      const store = new RoomStore();
      store.shut = new Error('no route to the room');
      return new StoreBackend(store);
    };

    it('is refused, so that no reader takes unknown flags for deleted ones', async () => {
      for (const backend of [away(), new CompositeBackend([new MemoryBackend({ forced: true }), away()])]) {
        await backend.open();
        await withServer(async (server) => {
          const { status, json } = await server.send('/api/v1/export');
          expect(status).to.equal(503);
          expect(json).to.include({ code: 'NOT_READY' });
          expect(json['detail']).to.contain('no route to the room');
        }, backend);
      }
    });

    it('has the saved flags of a persistent backend', async () => {
      const folder = new TemporaryFolder();
      const file = folder.file('saved.json');
      const saved = persistent(new StoreBackend(new RoomStore([['flag', 'on']])), file);
      await saved.open();
      await saved.close();
      const backend = new CompositeBackend([new MemoryBackend(), persistent(away(), file)]);
      await backend.open();
      await withServer(async (server) => {
        expect((await server.send('/api/v1/export')).json).to.deep.equal({ flag: true });
      }, backend);
      folder.remove();
    });
  });
});
