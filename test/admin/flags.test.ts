import { errorDocs, HALYARD_ERRORS } from '@halyard/core/store';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { withServer } from './admin-server.js';

const SEED = {
  alpha: true,
  beta: false,
  gamma: {
    rules: [{ rollout: 25 }],
    description: 'The Gamma view',
    owner: 'team-shop',
    tags: ['shop', 'view'],
  },
  delta: { expires: '2020-01-31', tags: ['shop'] },
  kept: { expires: '2020-01-31', kind: 'permission' },
} as const;

interface Times {
  readonly createdAt: number;
  readonly updatedAt: number;
}

interface List {
  readonly items: readonly { readonly name: string }[];
}

describe('the list of flags', () => {
  const names = (json: object): string[] => (json as List).items.map(({ name }) => name);

  it('gives each flag with its version, state, text and definition, by name', () =>
    withServer(async (server) => {
      const { json } = await server.send<List>('/api/v1/flags');
      expect(names(json)).to.deep.equal(['alpha', 'beta', 'delta', 'gamma', 'kept']);
      const [alpha, beta, , gamma, kept] = json.items;
      const { version, createdAt, updatedAt } = server.flags.definition('alpha')!;
      expect(alpha).to.deep.equal({
        name: 'alpha',
        stored: true,
        layer: 'memory',
        declared: false,
        version,
        state: 'on',
        reach: 'everyone',
        text: 'on',
        definition: {},
        createdAt,
        updatedAt,
      });
      expect(beta).to.include({ state: 'off', reach: 'everyone', text: 'off' });
      expect(gamma).to.include({ state: 'conditional', reach: 'some' }).and.not.have.property('kind');
      expect(kept).to.include({ kind: 'permission' });
    }, SEED));

  it('tells when each was made and last changed, in milliseconds like every time', () =>
    withServer(async (server) => {
      const made = Date.now();
      await server.flags.set('alpha', '5%');
      const { json } = await server.send<Times>('/api/v1/flags/alpha');
      expect(json.createdAt).to.be.at.most(made);
      expect(json.updatedAt).to.be.at.least(made).and.at.most(Date.now());
    }, SEED));

  it('calls a disabled flag off, whatever it serves', () =>
    withServer(
      async (server) => {
        const { json } = await server.send<List>('/api/v1/flags?state=off');
        expect(names(json)).to.deep.equal(['byDefault', 'number', 'variants']);
        for (const flag of json.items) expect(flag).to.include({ state: 'off' });
      },
      {
        byDefault: { enabled: false, default: true, rules: [{ users: ['alice'], serve: false }] },
        number: { enabled: false, default: 10 },
        variants: { enabled: false, variants: { a: 1, b: 0 }, default: 'a' },
        ten: { default: 10 },
      },
    ));

  it('finds words in name, description, owner and tags, whatever the case', () =>
    withServer(async (server) => {
      const search = async (words: string): Promise<string[]> =>
        names((await server.send(`/api/v1/flags?search=${encodeURIComponent(words)}`)).json);
      expect(await search('gamma')).to.deep.equal(['gamma']);
      expect(await search('VIEW team-shop')).to.deep.equal(['gamma']);
      expect(await search('shop')).to.deep.equal(['delta', 'gamma']);
      expect(await search('shop nothing')).to.deep.equal([]);
    }, SEED));

  it('filters by tag, by state and by being stale', () =>
    withServer(async (server) => {
      const filter = async (query: string): Promise<string[]> =>
        names((await server.send(`/api/v1/flags?${query}`)).json);
      expect(await filter('tag=shop')).to.deep.equal(['delta', 'gamma']);
      expect(await filter('tag=sho')).to.deep.equal([]);
      expect(await filter('state=off')).to.deep.equal(['beta']);
      expect(await filter('state=conditional')).to.deep.equal(['gamma']);
      expect(await filter('stale=true')).to.deep.equal(['delta']);
      expect(await filter('stale=false')).to.deep.equal(['alpha', 'beta', 'gamma', 'kept']);
      expect(await filter('tag=shop&state=on')).to.deep.equal(['delta']);
    }, SEED));

  it('is given in pages that no change between them upsets', () =>
    withServer(async (server) => {
      const first = await server.send('/api/v1/flags?limit=2');
      expect(names(first.json)).to.deep.equal(['alpha', 'beta']);
      expect(first.json).to.include({ total: 5, next: 'beta' });
      await server.flags.delete('beta');
      await server.flags.set('aardvark', true);
      const second = await server.send('/api/v1/flags?limit=2&after=beta');
      expect(names(second.json)).to.deep.equal(['delta', 'gamma']);
      const last = await server.send('/api/v1/flags?limit=2&after=gamma');
      expect(names(last.json)).to.deep.equal(['kept']);
      expect(last.json).not.to.have.property('next');
    }, SEED));

  it('names a query parameter that it does not know, or that is wrong', () =>
    withServer(async (server) => {
      const detail = async (query: string): Promise<unknown> => {
        const { status, json } = await server.send(`/api/v1/flags?${query}`);
        expect(status).to.equal(400);
        return json['detail'];
      };
      expect(await detail('serach=x')).to.equal('unknown query parameter "serach", did you mean search?');
      expect(await detail('limit=0')).to.equal(
        'query parameter "limit" must be a whole number from 1 to 1000, received "0"',
      );
      expect(await detail('state=ON')).to.contain(
        'must be one of on, off, conditional, scheduled, invalid, received "ON"',
      );
      expect(await detail('tag=a&tag=b')).to.equal('query parameter "tag" is given twice');
      expect(await detail('__proto__=1')).to.contain('unknown query parameter "__proto__"');
    }));
});

describe('one flag', () => {
  it('is given with its version as ETag, and not again to who has it', () =>
    withServer(async (server) => {
      const first = await server.send('/api/v1/flags/alpha');
      const tag = first.headers.get('etag')!;
      expect(first.status).to.equal(200);
      expect(tag).to.equal(`"${server.flags.definition('alpha')!.version}"`);
      const again = await server.send('/api/v1/flags/alpha', {
        headers: { 'If-None-Match': `"x", W/${tag}` },
      });
      expect(again.status).to.equal(304);
      expect(again.text).to.equal('');
      await server.flags.set('alpha', false);
      expect(
        (await server.send('/api/v1/flags/alpha', { headers: { 'If-None-Match': tag } })).status,
      ).to.equal(200);
    }, SEED));

  it('is 404 when there is none', () =>
    withServer(async (server) => {
      const { status, json, headers } = await server.send('/api/v1/flags/nothing');
      expect(status).to.equal(404);
      expect(headers.get('content-type')).to.equal('application/problem+json');
      expect(json).to.deep.equal({
        type: 'about:blank',
        title: 'Not Found',
        status: 404,
        detail: 'there is no flag "nothing"',
        code: 'NOT_FOUND',
      });
    }));

  it('that is invalid is refused with the documentation of the error as the type of the problem', () =>
    withServer(async (server) => {
      const { status, json } = await server.send('/api/v1/flags/new', { method: 'PUT', body: '"ture"' });
      expect(status).to.equal(422);
      expect(json).to.include({
        type: errorDocs('INVALID_DEFINITION'),
        title: HALYARD_ERRORS.INVALID_DEFINITION,
        code: 'INVALID_DEFINITION',
      });
    }));

  it('is made by PUT and replaced by PUT, by whom and why in the history', () =>
    withServer(async (server) => {
      const made = await server.send('/api/v1/flags/new?comment=for%20the%20launch', {
        method: 'PUT',
        body: '"25%"',
      });
      expect(made.status).to.equal(201);
      expect(made.json).to.include({ name: 'new', text: '25%', state: 'conditional' });
      expect(made.headers.get('etag')).to.equal(`"${server.flags.definition('new')!.version}"`);
      const replaced = await server.send('/api/v1/flags/new', { method: 'PUT', body: { description: 'x' } });
      expect(replaced.status).to.equal(200);
      expect(server.flags.definition('new')!.definition).to.deep.equal({ description: 'x' });
      const [second, first] = (await server.flags.history())!;
      expect(first).to.include({
        name: 'new',
        before: null,
        after: '25%',
        actor: 'ana',
        comment: 'for the launch',
      });
      expect(second).to.include({ before: '25%', actor: 'ana' }).and.not.have.property('comment');
    }));

  it('is refused when it is not valid, with every problem and its path, and stays as it was', () =>
    withServer(async (server) => {
      const { status, json } = await server.send('/api/v1/flags/alpha', {
        method: 'PUT',
        body: { rules: [{ when: { age: { $gtt: 5 } } }] },
      });
      expect(status).to.equal(422);
      expect(json['code']).to.equal('INVALID_DEFINITION');
      expect(json['detail']).to.contain('rules[0].when.age.$gtt: unknown operator, did you mean $gt?');
      expect(server.flags.definition('alpha')!.text).to.equal('on');
    }, SEED));

  it('is changed in part by a merge patch', () =>
    withServer(async (server) => {
      const { status, json } = await server.send<{ definition: object }>('/api/v1/flags/gamma', {
        method: 'PATCH',
        body: { description: null, owner: 'team-view', metadata: { a: { b: 1 } } },
        headers: { 'Content-Type': 'application/merge-patch+json' },
      });
      expect(status).to.equal(200);
      expect(json.definition).to.deep.equal({
        rules: [{ rollout: 25 }],
        owner: 'team-view',
        tags: ['shop', 'view'],
        metadata: { a: { b: 1 } },
      });
      await server.send('/api/v1/flags/gamma', {
        method: 'PATCH',
        body: { metadata: { a: { b: null, c: 2 } } },
      });
      expect(server.flags.definition('gamma')!.definition.metadata).to.deep.equal({ a: { c: 2 } });
      expect((await server.send('/api/v1/flags/nothing', { method: 'PATCH', body: {} })).status).to.equal(
        404,
      );
    }, SEED));

  it('is removed once', () =>
    withServer(async (server) => {
      const removed = await server.send('/api/v1/flags/alpha?comment=done', { method: 'DELETE' });
      expect(removed.status).to.equal(204);
      expect(server.flags.definition('alpha')).to.equal(undefined);
      expect((await server.flags.history())![0]).to.include({ after: null, actor: 'ana', comment: 'done' });
      expect((await server.send('/api/v1/flags/alpha', { method: 'DELETE' })).status).to.equal(404);
    }, SEED));
});
