import { type Access, bearerTokens } from '@halyard/admin';
import type { Backend } from '@halyard/core';
import { StoreBackend } from '@halyard/core/store';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { RoomStore } from '../support/room-store.js';
import { type AdminServer, type Received, type Seed, TOKENS, withServer } from './admin-server.js';
import { Contract } from './contract.js';
import { EventClient } from './event-client.js';

const LIMITED = { flags: { tags: ['public', 'web'] } } as const;

const authorize = bearerTokens(
  {
    [TOKENS.writer]: { actor: 'ana', read: true, write: true },
    [TOKENS.reader]: { actor: 'rita', read: true, write: false, ...LIMITED } satisfies Access,
    [TOKENS.evaluator]: { actor: 'web', read: false, write: false, evaluate: true, ...LIMITED },
  },
  { logger: false },
);

const SEED: Seed = {
  shown: { tags: ['web', 'other'], default: true },
  depends: { tags: ['public'], requires: ['hidden'], rules: [{ when: { $segment: 'staff' } }] },
  hidden: { default: true },
  internal: { tags: ['other'], default: 'secret', rules: [] },
  '$segment.staff': { role: 'staff' },
};

const withLimits = (
  test: (server: AdminServer) => Promise<void>,
  seed: Backend | Seed = SEED,
): Promise<void> => withServer(test, seed, { authorize });

const evaluate = (
  server: AdminServer,
  path = '',
  context: object = {},
  headers: Record<string, string> = {},
): Promise<Received<{ flags: { key: string }[]; eventStreams: [{ endpoint: { requestUri: string } }] }>> =>
  server.send(`/ofrep/v1/evaluate/flags${path}`, {
    method: 'POST',
    as: 'evaluator',
    body: { context },
    headers,
  });

/** Everything of an answer that a client can look at. */
function seen({ status, headers, text }: Received, name: string): object {
  // The length is that of the name.
  const looked = [...headers].filter(([header]) => header !== 'date' && header !== 'content-length');
  return { status, headers: Object.fromEntries(looked), text: text.replaceAll(name, '…') };
}

/** Resolves after a turn of the event loop, or after its microtasks only. */
const turnOf = (turn: number): Promise<void> =>
  new Promise((resolve) => {
    if (turn % 2 === 0) setImmediate(resolve);
    else queueMicrotask(resolve);
  });

describe('a caller who may see only some flags', () => {
  it('gets answers of OFREP for these, from whatever they depend on', () =>
    withLimits(async (server) => {
      expect((await evaluate(server, '/shown')).json).to.include({ value: true });
      const { json } = await evaluate(server, '', { role: 'staff' });
      expect(json.flags.map(({ key }) => key)).to.deep.equal(['shown', 'depends']);
      expect(json.flags[1]).to.include({ value: true });
      await server.flags.set('hidden', false);
      expect((await evaluate(server, '/depends', { role: 'staff' })).json).to.include({ value: false });
    }));

  it('gets the same answer for a hidden flag as for one that does not exist', () =>
    withLimits(async (server) => {
      const contexts = [{}, { targetingKey: 'alice' }, { targetingKey: { id: 7 } }, { a: 'x'.repeat(9000) }];
      for (const context of contexts) {
        const missing = seen(await evaluate(server, '/missing', context), 'missing');
        for (const name of ['hidden', 'internal', 'Hidden', '$segment.staff']) {
          const answer = await evaluate(server, `/${name}`, context);
          expect(seen(answer, name), `${name} for ${JSON.stringify(context)}`).to.deep.equal(missing);
        }
      }
    }));

  it('gets the same bulk answer, ETag and version whether there are hidden flags or not', async () => {
    const visible = [
      ['shown', '{"tags":["web"]}'],
      ['depends', '{"tags":["public"],"requires":["shown"]}'],
    ] as const;
    const answers: object[] = [];
    for (const hidden of [
      [],
      [['hidden', 'on'] as const, ['other', '{"tags":["x"]}'] as const, ['broken', '{'] as const],
    ]) {
      await withLimits(
        async (server) => {
          const { json, headers, status } = await evaluate(server);
          const { flags, metadata } = json as unknown as { flags: object; metadata: object };
          // The ticket is signed with a random secret.
          answers.push({ status, flags, metadata, headers: [...headers.keys()] });
        },
        new StoreBackend(new RoomStore([...visible, ...hidden])),
      );
    }
    expect(answers[0]).to.deep.equal(answers[1]);
  });

  it('gets no value of a flag that is hidden while the answer is made', () =>
    withLimits(async (server) => {
      const ask = (): Promise<Response> =>
        server.admin.fetch(
          new Request('http://localhost/ofrep/v1/evaluate/flags', {
            method: 'POST',
            headers: { Authorization: `Bearer ${TOKENS.evaluator}`, 'Content-Type': 'application/json' },
            body: '{}',
          }),
        );
      // Hidden a little later each time, so that some time it is in the middle.
      for (let turns = 0; turns < 40; turns++) {
        await server.flags.set('shown', { tags: ['web'], default: 'open', rules: [] });
        const asked = ask();
        for (let turn = 0; turn < turns; turn++) await turnOf(turn);
        await server.flags.set('shown', { default: 'secret', rules: [] });
        expect(await (await asked).text(), `after ${turns} turns`).not.to.include('secret');
      }
    }));

  it('is told to evaluate again after changes of these flags only', () =>
    withLimits(async (server) => {
      const { json } = await evaluate(server);
      const client = await EventClient.openUrl(server.origin + json.eventStreams[0].endpoint.requestUri);
      const first = await evaluate(server);
      await server.flags.set('internal', false);
      await server.flags.set('new', true);
      const { headers } = await evaluate(server, '', {}, { 'If-None-Match': first.headers.get('etag')! });
      expect(headers.get('etag')).to.equal(first.headers.get('etag'));
      await server.flags.set('shown', { tags: ['web'], default: false });
      const { id } = (await client.next('message'))!;
      const { json: after } = await evaluate(server);
      // An event for one of the hidden flags would have come first, with another version.
      expect((after as unknown as { metadata: object }).metadata).to.deep.equal({ version: id });
      client.close();
    }));

  it('is refused by every operation that is not made for such callers', () =>
    withLimits(async (server) => {
      const { document } = await Contract.read();
      const allowed: string[] = [];
      for (const [path, methods] of Object.entries(document.paths)) {
        for (const method of Object.keys(methods).map((each) => each.toUpperCase())) {
          const answers: object[] = [];
          for (const name of ['hidden', 'missing']) {
            const controller = new AbortController();
            const response = await fetch(server.origin + path.replace(/\{\w+\}/, name), {
              method,
              headers: { Authorization: `Bearer ${TOKENS.reader}` },
              signal: controller.signal,
            });
            answers.push({ status: response.status });
            if (response.status !== 403 && name === 'hidden') allowed.push(`${method} ${path}`);
            controller.abort();
          }
          expect(answers[0], `${method} ${path}`).to.deep.equal(answers[1]);
        }
      }
      expect(allowed).to.have.members(ALLOWED);
    }));
});

const ALLOWED = [
  'GET /api/v1/flags',
  'GET /api/v1/flags/{name}',
  'POST /api/v1/validate',
  'GET /api/v1/export',
  'GET /api/v1/status',
  'GET /api/v1/events',
  'POST /ofrep/v1/evaluate/flags/{key}',
  'POST /ofrep/v1/evaluate/flags',
  'GET /ofrep/v1/configuration',
  'GET /ofrep/v1/events',
  'GET /openfeature/v0/manifest',
  'GET /openapi.json',
];

describe('a reader who may see only some flags', () => {
  const read = (server: AdminServer, path: string): Promise<Received> => server.send(path, { as: 'reader' });

  it('lists and counts these only', () =>
    withLimits(async (server) => {
      const { json } = await server.send<{ items: { name: string }[]; total: number }>(
        '/api/v1/flags?limit=1',
        {
          as: 'reader',
        },
      );
      expect(json).to.deep.include({ total: 2, next: 'depends' });
      for (const filter of ['search=secret', 'tag=other&search=internal', 'tag=x']) {
        expect((await read(server, `/api/v1/flags?${filter}`)).json, filter).to.deep.include({
          items: [],
          total: 0,
        });
      }
    }));

  it('has these in the manifest only', () =>
    withLimits(async (server) => {
      const { json } = await server.send<{ flags: { key: string }[] }>('/openfeature/v0/manifest', {
        as: 'reader',
      });
      expect(json.flags.map(({ key }) => key)).to.deep.equal(['depends', 'shown']);
    }));

  it('reads a hidden flag like a missing one, by every spelling', () =>
    withLimits(async (server) => {
      expect((await read(server, '/api/v1/flags/shown')).json).to.include({ name: 'shown' });
      const missing = seen(await read(server, '/api/v1/flags/missing'), 'missing');
      for (const name of ['hidden', 'internal', 'Internal']) {
        expect(seen(await read(server, `/api/v1/flags/${name}`), name), name).to.deep.equal(missing);
      }
    }));

  it('exports these only, with an ETag of these', async () => {
    const shown = ['shown', '{"tags":["web"]}'] as const;
    const hidden = [['hidden', 'on'] as const, ['$segment.staff', '{"role":"staff"}'] as const];
    const answers: object[] = [];
    for (const texts of [[shown], [shown, ...hidden]]) {
      await withLimits(
        async (server) => {
          for (const format of ['halyard', 'stored', 'flagd']) {
            const answer = await read(server, `/api/v1/export?format=${format}`);
            expect(answer.text).to.include('shown');
            answers.push(seen(answer, 'shown'));
          }
        },
        new StoreBackend(new RoomStore(texts)),
      );
    }
    expect(answers.slice(0, 3)).to.deep.equal(answers.slice(3));
  });

  it('knows of no problem and no override of a hidden flag', () =>
    withServer(
      async (server) => {
        server.flags.override('other', false);
        const { json } = await server.send<{ status: Record<string, unknown> }>('/api/v1/status', {
          as: 'reader',
        });
        expect(json.status).to.deep.include({ flags: 2, invalid: [] });
        expect(json.status).not.to.have.any.keys('overrides', 'layers', 'forced');
        const { json: circular } = await read(server, '/api/v1/flags/circular');
        expect(circular).to.include({ name: 'circular' }).and.not.to.have.property('problem');
        const { json: known } = await server.send('/api/v1/flags/circular');
        expect(known['problem']).to.include('hidden');
      },
      new StoreBackend(
        new RoomStore([
          ['shown', '{"tags":["web"]}'],
          ['circular', '{"tags":["web"],"requires":["hidden"]}'],
          ['hidden', '{"requires":["circular"]}'],
          ['other', 'on'],
          ['broken', '{'],
        ]),
      ),
      { authorize },
    ));

  it('gets events of these only, with ids that count these only', () =>
    withLimits(async (server) => {
      const { json } = await read(server, '/api/v1/flags');
      const count = (id: unknown): number => Number(String(id).split('-')[1]);
      const client = await EventClient.open(server.origin, json['lastEventId'] as string);
      await server.flags.set('internal', true);
      await server.flags.set('$segment.staff', { role: 'chief' } as never);
      await server.flags.set('shown', { tags: ['web'], default: false });
      const { data, id } = (await client.next('change'))!;
      expect(data).to.have.property('name', 'shown');
      expect(count(id)).to.equal(count(json['lastEventId']) + 1);
      await server.flags.set('shown', { default: false });
      expect((await client.next('change'))!.data).to.deep.equal({ name: 'shown', flag: null });
      await server.flags.set('shown', { default: true });
      await server.flags.set('hidden', { tags: ['public'] });
      expect((await client.next('change'))!.data).to.have.property('name', 'hidden');
      client.close();
    }));

  it('gets no event of another limit, and reads again after a long pause', () =>
    withLimits(async (server) => {
      const client = await EventClient.open(server.origin, 'an-unknown-id');
      expect((await client.next('reset'))!.data).to.deep.equal({});
      const all = await EventClient.open(server.origin, undefined, TOKENS.writer);
      await server.flags.set('internal', true);
      expect((await all.next('change'))!.data).to.have.property('name', 'internal');
      await server.flags.set('shown', { tags: ['web'] });
      expect((await client.next('change'))!.data).to.have.property('name', 'shown');
      for (const each of [client, all]) each.close();
    }));
});
