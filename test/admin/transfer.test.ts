import { MemoryBackend } from '@halyard/core';
import { StoreBackend } from '@halyard/core/store';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { RoomStore } from '../support/room-store.js';
import { type AdminServer, type Received, type Sent, withServer } from './admin-server.js';

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

  it('keeps flags that another user changes during the import, reports them, and writes the rest', () => {
    const memory = new MemoryBackend({ a: true, b: true, c: true });
    const set = memory.set.bind(memory);
    let meddled = false;
    memory.set = async (name, source, options) => {
      if (!meddled) {
        meddled = true;
        await set('b', '5%');
      }
      await set(name, source, options);
    };
    return withServer(async (server) => {
      const { status, json } = await importing(server, '', { a: false, b: false, c: false });
      expect(status).to.equal(409);
      expect(json).to.deep.include({ written: 2, conflicts: ['b'] });
      expect((await server.send('/api/v1/export')).json).to.deep.equal({ a: false, b: '5%', c: false });
    }, memory);
  });

  it('says how far it came when the store fails', () => {
    const memory = new MemoryBackend();
    const set = memory.set.bind(memory);
    memory.set = (name, source, options) =>
      name === 'c' ? Promise.reject(new Error('disk full')) : set(name, source, options);
    return withServer(async (server) => {
      const { status, json } = await importing(server, '', { a: true, b: true, c: true, d: true });
      expect(status).to.equal(500);
      expect(json).to.include({ written: 2 });
      expect(server.flags.definition('d')).to.equal(undefined);
    }, memory);
  });

  it('of many flags lets others in between', () =>
    withServer(async (server) => {
      const document = Object.fromEntries(
        Array.from({ length: 2000 }, (_, i) => [`flag-${i}`, `${i % 100}%`]),
      );
      const done = importing(server, '', document);
      let answered = 0;
      const ended = done.then(() => 'ended');
      while ((await Promise.race([ended, server.send('/api/v1/status')])) !== 'ended') answered++;
      expect((await done).json).to.include({ written: 2000 });
      expect(answered).to.be.greaterThan(3);
      expect(server.flags.all()).to.have.length(2000);
    })).timeout(30_000);

  it('takes up to 10 MB, and refuses more', () =>
    withServer(async (server) => {
      const document = (flags: number): string =>
        JSON.stringify(
          Object.fromEntries(
            Array.from({ length: flags }, (_, i) => [`f${i}`, { description: 'x'.repeat(60_000) }]),
          ),
        );
      expect((await importing(server, '?dryRun=true', document(150))).json.changes).to.have.length(150);
      expect((await importing(server, '?dryRun=true', document(190))).status).to.equal(413);
    }));
});
