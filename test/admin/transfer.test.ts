import { MemoryBackend, readOnly } from '@halyard/core';
import { StoreBackend, writeInOrder } from '@halyard/core/store';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { RoomStore } from '../support/room-store.js';
import { type AdminServer, type Received, type Sent, TOKENS, withServer } from './admin-server.js';

interface Report {
  readonly dryRun: boolean;
  readonly changes: readonly object[];
  readonly unchanged: number;
  readonly problems: readonly { readonly name: string; readonly problem: string }[];
  readonly written: number;
}

const importing = (
  server: AdminServer,
  query: string,
  body: unknown,
  sent: Sent = {},
): Promise<Received<Report>> => server.send(`/api/v1/import${query}`, { method: 'POST', body, ...sent });

const documentOf = (flags: number, source: object | boolean = true): object =>
  Object.fromEntries(Array.from({ length: flags }, (_, i) => [`f${i}`, source]));

/** The same without a connection. */
const sendInProcess = (
  server: AdminServer,
  query: string,
  body: string | ReadableStream<Uint8Array>,
  signal = new AbortController().signal,
): Promise<Response> =>
  server.admin.fetch(
    new Request(`http://halyard.test/api/v1/import${query}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${TOKENS.writer}`, 'Content-Type': 'application/json' },
      body,
      duplex: 'half',
      signal,
    }),
  );

const SEED = {
  on: true,
  off: false,
  share: '25%',
  layout: { variants: { plain: 1, rich: 2 }, default: 'plain' },
  '$segment.staff': { role: 'staff' },
} as const;

describe('exporting', () => {
  it('gives all flags and segments as one would write them', () =>
    withServer(async (server) => {
      const { json, headers } = await server.send('/api/v1/export', { as: 'reader' });
      expect(json).to.deep.equal(SEED);
      expect(headers.get('content-disposition')).to.contain('flags.json');
    }, SEED));

  it('and importing elsewhere gives the same flags', () =>
    withServer(async (server) => {
      const { text } = await server.send('/api/v1/export');
      await withServer(async (other) => {
        expect((await importing(other, '', text)).json).to.include({ written: 5 });
        expect((await other.send('/api/v1/export')).text).to.equal(text);
      });
      expect((await importing(server, '', text)).json).to.deep.equal({
        dryRun: false,
        format: 'halyard',
        changes: [],
        unchanged: 5,
        skipped: [],
        problems: [],
        written: 0,
      });
    }, SEED));
});

describe('what is stored under a reserved name', () => {
  const stored = [
    ['on', 'on'],
    ['$planned.1', '{"at": "2027-01-01T00:00:00Z"}'],
    ['$later', 'as it is'],
  ] as const;

  it('is exported, and is neither a flag nor a segment', () =>
    withServer(
      async (server) => {
        expect((await server.send('/api/v1/export')).json).to.deep.equal({
          $later: 'as it is',
          '$planned.1': { at: '2027-01-01T00:00:00Z' },
          on: true,
        });
        expect((await server.send<{ items: object[] }>('/api/v1/flags')).json.items).to.have.length(1);
        expect((await server.send('/api/v1/segments')).json['items']).to.deep.equal([]);
        expect((await server.send('/api/v1/export?format=flagd')).status).to.equal(200);
      },
      new StoreBackend(new RoomStore(stored)),
    ));

  it('is skipped by an import, which says so, and stays as it is', () =>
    withServer(
      async (server) => {
        const { status, json } = await importing(server, '?mode=replace', { $later: 'new', off: false });
        expect(status).to.equal(200);
        expect(json).to.deep.include({
          written: 2,
          skipped: [{ name: '$later', reason: 'names starting with $ are reserved and not imported' }],
          problems: [],
        });
        expect((await server.send('/api/v1/export')).json).to.deep.equal({
          $later: 'as it is',
          '$planned.1': { at: '2027-01-01T00:00:00Z' },
          off: false,
        });
      },
      new StoreBackend(new RoomStore(stored)),
    ));
});

describe('importing', () => {
  const CHANGES = {
    on: false,
    share: '25 %',
    new: 'users:alice',
    layout: { ...SEED.layout, default: 'rich' },
  };

  it('shows the difference first, and writes nothing', () =>
    withServer(async (server) => {
      const { json } = await importing(server, '?dryRun=true', CHANGES);
      const version = (name: string): string => server.flags.definition(name)!.version;
      expect(json).to.deep.equal({
        dryRun: true,
        format: 'halyard',
        changes: [
          { name: 'on', change: 'replace', before: 'on', after: 'off', version: version('on') },
          { name: 'new', change: 'create', before: null, after: 'users:alice', version: null },
          {
            name: 'layout',
            change: 'replace',
            before: '{"variants":{"plain":1,"rich":2},"default":"plain"}',
            after: '{"variants":{"plain":1,"rich":2},"default":"rich"}',
            version: version('layout'),
          },
        ],
        unchanged: 1,
        skipped: [],
        problems: [],
        written: 0,
      });
      expect(await server.flags.history()).to.deep.equal([]);
    }, SEED));

  it('then writes what was shown, by whom and why', () =>
    withServer(async (server) => {
      const shown = await importing(server, '?dryRun=true', CHANGES);
      const headers = { 'If-Match': shown.headers.get('etag')! };
      const done = await importing(server, '?comment=from%20staging', CHANGES, { headers });
      expect(done.json).to.deep.include({ dryRun: false, written: 3, changes: shown.json.changes });
      expect(server.flags.definition('new')!.text).to.equal('users:alice');
      for (const entry of (await server.flags.history())!) {
        expect(entry).to.include({ actor: 'ana', comment: 'from staging' });
      }
    }, SEED));

  it('writes nothing when the flags are no longer what was shown', () =>
    withServer(async (server) => {
      const shown = await importing(server, '?dryRun=true', CHANGES);
      await server.flags.set('on', '5%');
      const late = await importing(server, '', CHANGES, {
        headers: { 'If-Match': shown.headers.get('etag')! },
      });
      expect(late.status).to.equal(412);
      expect(late.json.changes).to.have.length(3);
      expect(server.flags.definition('new')).to.equal(undefined);
    }, SEED));

  it('removes what is not in the document only when it is to replace everything', () =>
    withServer(async (server) => {
      const { json } = await importing(server, '?mode=replace&dryRun=true', { on: true });
      expect(json.changes.map((change) => (change as { name: string; change: string }).change)).to.deep.equal(
        Array.from({ length: 4 }, () => 'delete'),
      );
      await importing(server, '?mode=replace', { on: true });
      expect((await server.send('/api/v1/export')).json).to.deep.equal({ on: true });
    }, SEED));

  it('checks everything before it writes anything', () =>
    withServer(async (server) => {
      const document = {
        good: true,
        bad: { rules: 5 },
        'a b': true,
        number: 5,
        nothing: null,
        '$segment.x': { $gt: 1 },
      };
      const dry = await importing(server, '?dryRun=true', document);
      expect(dry.status).to.equal(200);
      const { status, json } = await importing(server, '', document);
      expect(status).to.equal(422);
      expect(json.problems.map(({ name }) => name)).to.have.members([
        'bad',
        'a b',
        'number',
        'nothing',
        '$segment.x',
      ]);
      expect(json.problems).to.deep.equal(dry.json.problems);
      expect(server.flags.all()).to.deep.equal([]);
    }));

  it('leaves out the flags with problems if it is to skip them, and keeps those that are stored', () =>
    withServer(async (server) => {
      const flags = {
        layout: { state: 'ENABLED', variants: { a: 1 }, defaultVariant: 'a', targeting: { regex: ['x'] } },
        page: { state: 'ENABLED', variants: { a: 1 }, defaultVariant: 'a' },
      };
      const refused = await importing(server, '?format=flagd', { flags });
      expect(refused.status).to.equal(422);
      const { json } = await importing(server, '?format=flagd&skip=true&mode=replace', { flags });
      expect(json).to.deep.include({ problems: [], written: 5 });
      expect(json).to.have.nested.property('skipped[0].name', 'layout');
      expect(json).to.have.nested.property('skipped[0].reason').that.includes('must give a variant');
      expect(server.flags.all().map(({ name }) => name)).to.deep.equal(['layout', 'page']);
    }, SEED));

  it('finds the format by itself if it is to, and says which it is', () =>
    withServer(async (server) => {
      const flagd = {
        flags: { beta: { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'on' } },
      };
      const found = await importing(server, '?format=detect&dryRun=true', flagd);
      expect(found.json).to.include({ format: 'flagd' });
      expect(found.json.changes).to.have.length(1);
      const own = await importing(server, '?format=detect', { beta: 'off' });
      expect(own.json).to.include({ format: 'halyard', written: 1 });
    }));

  it('says which format a body of another system has', () =>
    withServer(async (server) => {
      const flags = { a: { state: 'ENABLED', variants: { on: true }, defaultVariant: 'on' } };
      const { status, json } = await importing(server, '', { flags });
      expect(status).to.equal(400);
      expect(json).to.have.property('detail').that.includes('is a document of flagd: pass format=flagd');
      expect((await importing(server, '?format=halyard', { flags })).status).to.equal(422);
    }));

  it('says that a body is not a document of the format', () =>
    withServer(async (server) => {
      const { status, json } = await importing(server, '?format=flagd', { a: true });
      expect(status).to.equal(400);
      expect(json)
        .to.have.property('detail')
        .that.includes('is not a document of flagd: it must have "flags"');
    }));

  it('refuses another spelling of a flag, stored or in the document, before it writes anything', () =>
    withServer(async (server) => {
      const document = { new: true, theShare: true, 'the-share': false, Share: '5%', SHARE: '6%' };
      const { status, json } = await importing(server, '', document);
      expect(status).to.equal(422);
      expect(json.problems).to.deep.equal([
        {
          name: 'the-share',
          problem: '"the-share" is another spelling of the flag theShare; import one of them',
        },
        { name: 'Share', problem: '"Share" is another spelling of the flag share; import one of them' },
        { name: 'SHARE', problem: '"SHARE" is another spelling of the flag share; import one of them' },
      ]);
      expect(server.flags.has('new')).to.equal(false);
    }, SEED));

  it('takes the key that names a schema for no flag', () =>
    withServer(async (server) => {
      expect((await importing(server, '', { $schema: './flag.schema.json', on: true })).json).to.include({
        written: 1,
      });
    }));

  it('tells a misspelt dryRun from an import', () =>
    withServer(async (server) => {
      expect((await importing(server, '?dry_run=true', { on: false })).status).to.equal(400);
      expect((await importing(server, '?dryRun=yes', { on: false })).status).to.equal(400);
      expect(server.flags.isEnabled('on')).to.equal(true);
    }, SEED));

  it('writes nothing when nothing is to change, not even to a read-only backend', () =>
    withServer(
      async (server) => {
        const { status, json } = await importing(server, '', { on: true });
        expect(status).to.equal(200);
        expect(json).to.include({ written: 0, unchanged: 1 });
        expect((await importing(server, '', { on: false })).status).to.equal(501);
      },
      readOnly(new MemoryBackend({ on: true })),
    ));

  it('writes all changes by one write of the store', () => {
    const room = new RoomStore([
      ['a', 'on'],
      ['gone', 'on'],
    ]);
    return withServer(async (server) => {
      const { json } = await importing(server, '?mode=replace', { a: false, b: '25%', c: true });
      expect(json).to.include({ written: 4 });
      expect(room.writes.map((changes) => changes.map(({ name, text }) => [name, text]))).to.deep.equal([
        [
          ['a', 'off'],
          ['b', '25%'],
          ['c', 'on'],
          ['gone', undefined],
        ],
      ]);
    }, new StoreBackend(room));
  });

  it('keeps flags that another user changes during the import, reports them, and writes the rest', () => {
    const memory = new MemoryBackend({ a: true, b: true, c: true, d: true, e: true });
    const setMany = memory.setMany.bind(memory);
    let meddled = false;
    memory.setMany = async (updates, options) => {
      if (!meddled)
        await setMany(
          new Map([
            ['b', '5%'],
            ['d', null],
          ]),
        );
      meddled = true;
      await setMany(updates, options);
    };
    return withServer(async (server) => {
      const { status, json } = await importing(server, '?mode=replace', {
        a: false,
        b: false,
        c: false,
        d: false,
      });
      expect(status).to.equal(409);
      expect(json).to.deep.include({ written: 3, conflicts: ['b', 'd'] });
      expect((await server.send('/api/v1/export')).json).to.deep.equal({ a: false, b: '5%', c: false });
    }, memory);
  });

  describe('into a store that writes one flag after another', () => {
    /** Fails at the flag "c", or before it writes that changes it. */
    function oneByOne(before: (room: RoomStore) => void): StoreBackend {
      const room = new RoomStore([
        ['c', 'on'],
        ['d', 'on'],
      ]);
      return new StoreBackend({
        name: 'room',
        load: () => room.load(),
        write: (changes, signal) =>
          writeInOrder(changes, signal, async (change) => {
            if (change.name === 'c') before(room);
            await room.write([change]);
          }),
      });
    }
    const sent = { a: true, b: true, c: false, d: false };

    it('says how far it came when the store fails', () => {
      const backend = oneByOne(() => {
        throw new Error('disk full');
      });
      return withServer(async (server) => {
        const { status, json } = await importing(server, '', sent);
        expect(status).to.equal(502);
        expect(json).to.deep.include({
          written: 2,
          conflicts: [],
          detail: 'a part was stored, but not flags "c" and "d": disk full',
        });
        expect((await server.send('/api/v1/export')).json).to.deep.equal({
          a: true,
          b: true,
          c: true,
          d: true,
        });
      }, backend);
    });

    it('reports a flag that another user changed, and writes the rest', () =>
      withServer(
        async (server) => {
          const { status, json } = await importing(server, '', sent);
          expect(status).to.equal(409);
          expect(json).to.deep.include({ written: 3, conflicts: ['c'] });
          expect((await server.send('/api/v1/export')).json).to.deep.equal({
            a: true,
            b: true,
            c: '5%',
            d: false,
          });
        },
        oneByOne((room) => room.texts.set('c', '5%')),
      ));
  });

  it('takes up to 100,000 entries, and refuses more before it looks at them', () =>
    withServer(async (server) => {
      const many = await importing(server, '?dryRun=true', documentOf(100_001));
      expect(many.status).to.equal(413);
      expect(many.json).to.include({
        code: 'BODY_TOO_LARGE',
        detail: 'an object or a list of the body is too long: the limit is 100000 members',
      });
      expect((await importing(server, '?dryRun=true', documentOf(100_000))).json.changes).to.have.length(
        100_000,
      );
    }));

  it('leaves the event loop to others while it reads, plans and answers', () =>
    withServer(async (server) => {
      let turns = 0;
      const count = (): void => {
        turns++;
        immediate = setImmediate(count);
      };
      let immediate = setImmediate(count);
      const { status } = await sendInProcess(server, '?dryRun=true', JSON.stringify(documentOf(20_000)));
      clearImmediate(immediate);
      expect(status).to.equal(200);
      expect(turns).to.be.at.least(5);
    }));

  it('writes nothing when its client disconnects before the write', () => {
    const room = new RoomStore([]);
    return withServer(async (server) => {
      const client = new AbortController();
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          controller.enqueue(new TextEncoder().encode('{"alpha":true}'));
          controller.close();
          client.abort();
        },
      });
      await sendInProcess(server, '', body, client.signal);
      expect(room.writes).to.deep.equal([]);
      expect(server.errors).to.deep.equal([]);
      expect((await sendInProcess(server, '', '{"alpha":true}')).status).to.equal(200);
      expect(room.writes).to.have.length(1);
    }, new StoreBackend(room));
  });

  it('takes up to 10 MB, and refuses more', () =>
    withServer(async (server) => {
      const long = (flags: number): object => documentOf(flags, { description: 'x'.repeat(60_000) });
      expect((await importing(server, '?dryRun=true', long(150))).json.changes).to.have.length(150);
      expect((await importing(server, '?dryRun=true', long(190))).status).to.equal(413);
    }));
});
