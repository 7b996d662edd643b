import { OFREPProvider } from '@openfeature/ofrep-provider';
import { OFREPWebProvider } from '@openfeature/ofrep-web-provider';
import {
  type Client as ServerClient,
  OpenFeature as ServerFeature,
  ProviderStatus,
} from '@openfeature/server-sdk';
import { OpenFeature as WebFeature, type Provider, ProviderEvents } from '@openfeature/web-sdk';
import { MemoryBackend } from '@halyard/core';
import { StoreBackend } from '@halyard/core/store';
import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { RoomStore } from '../support/room-store.js';
import { until } from '../support/until.js';
import { type AdminServer, type Received, TOKENS, withServer } from './admin-server.js';

const SEED = {
  on: true,
  listed: 'users:alice',
  half: '50%',
  size: { default: 10, rules: [{ when: { plan: 'pro' }, serve: 100 }] },
  layout: {
    variants: { plain: { cols: 1 }, rich: { cols: 3 } },
    default: 'plain',
    rules: [{ when: { plan: 'pro' }, serve: 'rich' }],
    metadata: { jira: 'C-12', nested: { left: 'out' }, weight: 5 },
  },
  text: { default: 'hello', rules: [] },
  none: { default: null, rules: [] },
  stopped: { enabled: false, default: 'calm', rules: [{ serve: 'wild' }] },
} as const;

const evaluate = (
  server: AdminServer,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Received<{ flags: object[] }>> =>
  server.send(`/ofrep/v1/evaluate/flags${path}`, { method: 'POST', body, headers, as: 'evaluator' });

describe('OFREP', () => {
  it('answers for one flag: value, variant, reason and flat metadata', () =>
    withServer(async (server) => {
      const answer = async (key: string, context: object): Promise<object> =>
        (await evaluate(server, `/${key}`, { context })).json;
      expect(await answer('layout', { targetingKey: 'x', plan: 'pro' })).to.deep.equal({
        key: 'layout',
        value: { cols: 3 },
        reason: 'TARGETING_MATCH',
        variant: 'rich',
        metadata: { jira: 'C-12', weight: 5 },
      });
      expect(await answer('on', {})).to.deep.equal({
        key: 'on',
        value: true,
        reason: 'STATIC',
        variant: 'on',
      });
      expect(await answer('half', { targetingKey: 'bob' })).to.include({ reason: 'SPLIT' });
      expect(await answer('listed', { targetingKey: 'bob' })).to.include({ value: false, reason: 'DEFAULT' });
      expect(await answer('stopped', {})).to.include({ value: 'calm', reason: 'DISABLED' });
      expect(await answer('none', {})).to.deep.equal({ key: 'none', reason: 'STATIC' });
    }, SEED));

  it("says what is wrong: no such flag, a flag or a context that can't be used, nothing loaded yet", () => {
    const room = new RoomStore([['broken', '{']]);
    return withServer(async (server) => {
      const unknown = await evaluate(server, '/unknown', { context: {} });
      expect(unknown.status).to.equal(404);
      expect(unknown.json).to.include({ key: 'unknown', errorCode: 'FLAG_NOT_FOUND' });
      const broken = await evaluate(server, '/broken', { context: {} });
      expect(broken.status).to.equal(400);
      expect(broken.json).to.include({ errorCode: 'PARSE_ERROR' });
      for (const body of [{ context: 'alice' }, { context: [] }, { context: null }, [], '"x"']) {
        const wrong = await evaluate(server, '/broken', body);
        expect(wrong.status).to.equal(400);
        expect(wrong.json).to.include({ errorCode: 'INVALID_CONTEXT' });
        expect((await evaluate(server, '', body)).json).to.include({ errorCode: 'INVALID_CONTEXT' });
      }
      expect((await evaluate(server, '', {})).json.flags).to.have.length(1);
    }, new StoreBackend(room));
  });

  it('answers a body that it cannot read in the form of OFREP, with a status that its SDKs know', () =>
    withServer(async (server) => {
      const bodies: [body: string, headers: Record<string, string>, details: RegExp][] = [
        ['{"context":', {}, /^the body is not JSON: a value expected at line 1, column 12, the text ends$/],
        ['', {}, /^a body is required, as application\/json$/],
        ['{}', { 'Content-Type': 'text/plain' }, /^Content-Type must be application\/json/],
        ['{}', { 'Content-Encoding': 'gzip' }, /^send the body without Content-Encoding/],
        [
          `{"context":{"a":"${'x'.repeat(200_000)}"}}`,
          {},
          /^the body is too large: the limit is 131072 bytes$/,
        ],
      ];
      for (const [body, headers, details] of bodies) {
        for (const [path, key] of [
          ['/on', { key: 'on' }],
          ['/a%2Fb', { key: 'a/b' }],
          ['', {}],
        ] as const) {
          const { status, json, headers: answered } = await evaluate(server, path, body, headers);
          expect(status).to.equal(400);
          expect(answered.get('content-type')).to.equal('application/json');
          const { errorDetails, ...rest } = json as unknown as { errorDetails: string };
          expect(rest).to.deep.equal({ ...key, errorCode: 'INVALID_CONTEXT' });
          expect(errorDetails).to.match(details);
        }
      }
      const headers = { 'If-None-Match': 'no tag' };
      expect((await evaluate(server, '', {}, headers)).json).to.include({ errorCode: 'GENERAL' });
      expect(server.errors).to.deep.equal([]);
    }, SEED));

  it('finds a flag by a name with slashes, whether the client encodes them or not', () =>
    withServer(
      async (server) => {
        for (const path of ['/team/checkout/new', '/team%2Fcheckout%2Fnew', '/team/checkout%2Fnew']) {
          expect((await evaluate(server, path, {})).json, path).to.include({
            key: 'team/checkout/new',
            value: true,
          });
        }
        expect((await evaluate(server, '/team/other', {})).json).to.include({
          key: 'team/other',
          errorCode: 'FLAG_NOT_FOUND',
        });
        for (const path of ['/team//new', '/team/', '/%zz/new']) {
          expect((await evaluate(server, path, {})).status, path).to.be.oneOf([400, 404]);
        }
        expect((await server.send('/api/v1/flags/team/checkout/new')).status).to.equal(404);
      },
      { 'team/checkout/new': true },
    ));

  it('ignores parameters of the query that it does not know', () =>
    withServer(async (server) => {
      const query = '?flagConfigEtag=x&trace=1&trace=2&later[]=%00';
      expect((await evaluate(server, `/on${query}`, {})).json).to.include({ value: true });
      expect((await evaluate(server, query, {})).json.flags).to.have.length(Object.keys(SEED).length);
      const configuration = await server.send(`/ofrep/v1/configuration${query}`, { as: 'evaluator' });
      expect(configuration.status).to.equal(200);
    }, SEED));

  it('serves the value of a flag that is off as the evaluation has it', () =>
    withServer(
      async (server) => {
        const { json } = await evaluate(server, '', { context: { targetingKey: 'alice' } });
        expect(json.flags).to.deep.equal([
          { key: 'boolean', value: false, reason: 'DISABLED', variant: 'off' },
          { key: 'number', value: 10, reason: 'DISABLED' },
          { key: 'variants', value: false, reason: 'DISABLED', variant: 'closed' },
          { key: 'waiting', value: 1, reason: 'DISABLED', variant: 'a' },
        ]);
      },
      {
        boolean: { enabled: false, default: true },
        number: { enabled: false, default: 10 },
        variants: { enabled: false, variants: { open: true, closed: false }, default: 'open' },
        waiting: { requires: ['number'], variants: { a: 1, b: 2 }, default: 'a', rules: [{ serve: 'b' }] },
      },
    ));

  it('refuses a context whose targeting key is an object, for one flag and for all', () =>
    withServer(async (server) => {
      for (const targetingKey of [{ id: 7 }, ['alice']]) {
        for (const path of ['/on', '/listed', '/unknown', '']) {
          const { status, json } = await evaluate(server, path, { context: { targetingKey } });
          expect(status, path).to.equal(400);
          expect(json, path).to.include({ errorCode: 'INVALID_CONTEXT' });
          expect(json, path)
            .to.have.property('errorDetails')
            .that.matches(/^the targetingKey must be text or a number, received (an object|a list)$/);
        }
      }
    }, SEED));

  it('refuses a text that is too long for a pattern of one flag, and answers for the others', () =>
    withServer(
      async (server) => {
        const context = { agent: 'x'.repeat(5000) };
        const one = await evaluate(server, '/pattern', { context });
        expect(one.status).to.equal(400);
        expect(one.json).to.include({ errorCode: 'INVALID_CONTEXT' });
        const all = await evaluate(server, '', { context });
        expect(all.status).to.equal(200);
        expect(all.json.flags[0]).to.include({ key: 'plain', value: true });
        expect(all.json.flags[1]).to.include({ key: 'pattern', errorCode: 'INVALID_CONTEXT' });
      },
      { plain: true, pattern: { rules: [{ when: { agent: { $regex: 'bot' } } }] } },
    ));

  it('has no answer before anything was loaded', () => {
    const room = new RoomStore([['alpha', 'on']]);
    room.shut = new Error('the door is shut');
    return withServer(
      async (server) => {
        expect((await evaluate(server, '/alpha', {})).status).to.equal(500);
        const bulk = await evaluate(server, '', {});
        expect(bulk.status).to.equal(500);
        expect(bulk.json).to.include({ errorCode: 'PROVIDER_NOT_READY' });
      },
      new StoreBackend(room, { pollMs: 10_000 }),
    );
  }).timeout(10_000);

  it('answers for all flags at once, and not again while nothing is different', () =>
    withServer(async (server) => {
      const context = { targetingKey: 'alice', plan: 'free' };
      const first = await evaluate(server, '', { context });
      expect(first.json.flags).to.have.length(Object.keys(SEED).length);
      const tag = { 'If-None-Match': first.headers.get('etag')! };
      const again = await evaluate(server, '', { context: { plan: 'free', targetingKey: 'alice' } }, tag);
      expect(again.status).to.equal(304);
      expect(again.text).to.equal('');
      await server.flags.set('on', false);
      const changed = await evaluate(server, '', { context }, tag);
      expect(changed.status).to.equal(200);
      expect(changed.headers.get('etag')).not.to.equal(first.headers.get('etag'));
    }, SEED));

  it('has another ETag for another context, also when the answers are the same', () =>
    withServer(
      async (server) => {
        const tags = new Set<string>();
        for (const context of [
          {},
          { targetingKey: 'a' },
          { targetingKey: 'b' },
          { targetingKey: 'a', plan: 'pro' },
        ]) {
          tags.add((await evaluate(server, '', { context })).headers.get('etag')!);
        }
        expect(tags.size).to.equal(4);
      },
      { on: true },
    ));

  it('has another ETag when only the time has changed an answer', () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    const schedule = { from: '2026-01-02T00:00:00Z' };
    return withServer(
      async (server) => {
        const first = await evaluate(server, '', {});
        now += 48 * 3600_000;
        const later = await evaluate(server, '', {}, { 'If-None-Match': first.headers.get('etag')! });
        expect(later.status).to.equal(200);
      },
      new MemoryBackend({ later: { rules: [{ schedule }] } }),
      {},
      { clock: () => now },
    );
  });

  it('tells providers how to be set up', () =>
    withServer(async (server) => {
      const { status, json, headers } = await server.send('/ofrep/v1/configuration', { as: 'evaluator' });
      expect(status).to.equal(200);
      expect(json).to.deep.include({ name: 'halyard' });
      const again = await server.send('/ofrep/v1/configuration', {
        headers: { 'If-None-Match': headers.get('etag')! },
      });
      expect(again.status).to.equal(304);
    }));
});

describe("OpenFeature's server SDK through OFREP", () => {
  afterEach(() => ServerFeature.clearProviders());

  const connect = async (server: AdminServer, token: string): Promise<ServerClient> => {
    const headers: [string, string][] = [['Authorization', `Bearer ${token}`]];
    await ServerFeature.setProviderAndWait(new OFREPProvider({ baseUrl: `${server.origin}/flags`, headers }));
    return ServerFeature.getClient();
  };
  const options = { basePath: '/flags' };

  it('evaluates flags of every type, by context', () =>
    withServer(
      async (server) => {
        const client = await connect(server, TOKENS.evaluator);
        expect(await client.getBooleanValue('on', false)).to.equal(true);
        expect(await client.getBooleanValue('listed', false, { targetingKey: 'alice' })).to.equal(true);
        expect(await client.getBooleanValue('listed', false, { targetingKey: 'bob' })).to.equal(false);
        expect(await client.getNumberValue('size', 0, { plan: 'pro' })).to.equal(100);
        expect(await client.getStringValue('text', '')).to.equal('hello');
        expect(await client.getObjectDetails('layout', {}, { plan: 'pro' })).to.deep.include({
          value: { cols: 3 },
          variant: 'rich',
          reason: 'TARGETING_MATCH',
          flagMetadata: { jira: 'C-12', weight: 5 },
        });
        await server.flags.disable('on');
        expect(await client.getBooleanValue('on', true)).to.equal(false);
      },
      SEED,
      options,
    ));

  it("gives the caller's default with the reason when there is no answer", () =>
    withServer(
      async (server) => {
        const client = await connect(server, TOKENS.evaluator);
        expect(await client.getBooleanDetails('unknown', true)).to.include({
          value: true,
          errorCode: 'FLAG_NOT_FOUND',
        });
        expect(await client.getBooleanDetails('text', true)).to.include({
          value: true,
          errorCode: 'TYPE_MISMATCH',
        });
        const stranger = await connect(server, 'not-a-known-token');
        expect(await stranger.getBooleanDetails('on', false)).to.include({ value: false, reason: 'ERROR' });
      },
      SEED,
      options,
    ));
});

describe("OpenFeature's web SDK through OFREP", () => {
  afterEach(() => WebFeature.clearProviders());

  it('evaluates for its context, and anew when the context changes', () =>
    withServer(async (server) => {
      const provider = new OFREPWebProvider({
        baseUrl: server.origin,
        headers: [['Authorization', `Bearer ${TOKENS.evaluator}`]],
        cacheMode: 'disabled',
      });
      await WebFeature.setContext({ targetingKey: 'alice', plan: 'free' });
      await WebFeature.setProviderAndWait(provider as Provider);
      const client = WebFeature.getClient();
      expect(client.providerStatus).to.equal(ProviderStatus.READY);
      expect(client.getBooleanValue('listed', false)).to.equal(true);
      expect(client.getNumberValue('size', 0)).to.equal(10);
      expect(client.getObjectDetails('layout', {})).to.deep.include({
        variant: 'plain',
        flagMetadata: { jira: 'C-12', weight: 5 },
      });
      expect(client.getBooleanDetails('unknown', true)).to.include({
        value: true,
        errorCode: 'FLAG_NOT_FOUND',
      });
      await WebFeature.setContext({ targetingKey: 'bob', plan: 'pro' });
      expect(client.getBooleanValue('listed', true)).to.equal(false);
      expect(client.getNumberValue('size', 0)).to.equal(100);
    }, SEED));

  it('polls with its ETag, and hears of what changed', () =>
    withServer(async (server) => {
      const statuses: number[] = [];
      const provider = new OFREPWebProvider({
        baseUrl: server.origin,
        headers: [['Authorization', `Bearer ${TOKENS.evaluator}`]],
        cacheMode: 'disabled',
        pollInterval: 20,
        fetchImplementation: async (input: string | URL | Request, init?: RequestInit) => {
          const response = await fetch(input, init);
          statuses.push(response.status);
          return response;
        },
      });
      await WebFeature.setContext({ targetingKey: 'alice' });
      await WebFeature.setProviderAndWait(provider as Provider);
      const client = WebFeature.getClient();
      const changed: unknown[] = [];
      client.addHandler(ProviderEvents.ConfigurationChanged, (details) =>
        changed.push(details?.flagsChanged),
      );
      await until('a poll was answered 304', () => statuses.includes(304));
      await server.flags.set('on', false);
      await until('the change arrived', () => !client.getBooleanValue('on', true));
      expect(changed[0]).to.deep.equal(['on']);
      await provider.onClose?.();
    }, SEED));

  it('is not ready without credentials', () =>
    withServer(async (server) => {
      const provider = new OFREPWebProvider({ baseUrl: server.origin, cacheMode: 'disabled' });
      const error = await WebFeature.setProviderAndWait(provider as Provider).then(() => undefined, String);
      expect(error).to.contain('Initialization failed');
      expect(WebFeature.getClient().getBooleanValue('on', false)).to.equal(false);
    }, SEED));
});
