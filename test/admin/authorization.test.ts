import { type AdminOptions, bearerTokens, makeAdmin } from '@halyard/admin';
import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type AdminServer, TOKENS, withServer } from './admin-server.js';
import { Contract } from './contract.js';

/** Every documented operation, with something in the place of each name. */
async function operations(): Promise<{ method: string; path: string }[]> {
  const { document } = await Contract.read();
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({
      method: method.toUpperCase(),
      path: path.replaceAll(/\{\w+\}/g, 'alpha'),
    })),
  );
}

/** A report of use is no write of a flag. */
const isWrite = ({ method, path }: { method: string; path: string }): boolean =>
  method !== 'GET' && !/\/(?:validate|explain|usage)$/.test(path) && !path.startsWith('/ofrep/');

/** Statuses of every operation, sent with these headers and no body. */
async function statuses(
  server: AdminServer,
  headers: Readonly<Record<string, string>>,
): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const { method, path } of await operations()) {
    const controller = new AbortController();
    const response = await fetch(server.origin + path, { method, headers, signal: controller.signal });
    found.set(`${method} ${path}`, response.status);
    controller.abort();
  }
  return found;
}

describe('authorization', () => {
  it('is asked for when the administration is made: there is no way to forget it', async () => {
    const flags = await FeatureFlags.open(new MemoryBackend());
    expect(() => makeAdmin(flags, {} as AdminOptions)).to.throw('option "authorize" is required');
    expect(() => makeAdmin(flags, undefined as never)).to.throw('option "authorize" is required');
    expect(() => makeAdmin(flags, { authorize: undefined } as never)).to.throw(
      'option "authorize" is required',
    );
    expect(() => makeAdmin(flags, { authorize: true } as never)).to.throw(
      'option "authorize" must be a function, received true',
    );
    expect(() => makeAdmin({} as never, { authorize: () => undefined })).to.throw('needs the flags');
    expect(() => makeAdmin(flags, { authorise: () => undefined } as never)).to.throw(
      'did you mean authorize?',
    );
    expect(() => makeAdmin(flags, { authorize: () => undefined, basePath: 'flags/' })).to.throw(
      'a path such as "/flags"',
    );
  });

  it('rejects callers without a valid token everywhere', () =>
    withServer(
      async (server) => {
        const wrong = [
          '',
          'Bearer',
          'Bearer wrong-token-entirely',
          `Basic ${TOKENS.writer}`,
          `Bearer ${TOKENS.writer}x`,
        ];
        for (const Authorization of wrong) {
          const found = await statuses(server, Authorization === '' ? {} : { Authorization });
          expect(found.size).to.be.greaterThan(20);
          for (const [operation, status] of found)
            expect(status, `${operation} with "${Authorization}"`).to.equal(401);
        }
        expect(server.flags.definition('alpha')!.text).to.equal('on');
        expect(await server.flags.history()).to.deep.equal([]);
      },
      { alpha: true },
    ));

  it('uses the challenge from the option', () =>
    withServer(
      async (server) => {
        const { status, headers, json } = await server.send('/api/v1/flags', { as: null });
        expect(status).to.equal(401);
        expect(headers.get('www-authenticate')).to.equal('Basic realm="flags"');
        expect(json).to.include({ code: 'UNAUTHENTICATED' });
      },
      {},
      { challenge: 'Basic realm="flags"' },
    ));

  it('keeps a reader from every write', () =>
    withServer(
      async (server) => {
        const found = await statuses(server, { Authorization: `Bearer ${TOKENS.reader}` });
        for (const operation of await operations()) {
          const name = `${operation.method} ${operation.path}`;
          if (isWrite(operation)) expect(found.get(name), name).to.equal(403);
          else expect(found.get(name), name).not.to.be.oneOf([401, 403]);
        }
        const body = await server.send('/api/v1/flags/alpha/disable', { method: 'POST', as: 'reader' });
        expect(body.json).to.include({ code: 'FORBIDDEN', detail: 'rita does not have write permission' });
        expect(await server.flags.history()).to.deep.equal([]);
      },
      { alpha: true },
    ));

  it('limits a caller with evaluate permission to evaluation', () =>
    withServer(
      async (server) => {
        const found = await statuses(server, { Authorization: `Bearer ${TOKENS.evaluator}` });
        for (const [operation, status] of found) {
          if (operation.includes('/ofrep/')) expect(status, operation).not.to.be.oneOf([401, 403]);
          else expect(status, operation).to.equal(403);
        }
      },
      { alpha: true },
    ));

  it('denies evaluation without read permission, unless granted explicitly', () =>
    withServer(
      async (server) => {
        const evaluate = await server.send('/ofrep/v1/evaluate/flags', {
          method: 'POST',
          body: { context: {} },
        });
        expect(evaluate.status).to.equal(403);
        expect((await server.send('/api/v1/flags/alpha/disable', { method: 'POST' })).status).to.equal(200);
      },
      { alpha: true },
      { authorize: () => ({ actor: 'switch', read: false, write: true }) },
    ));

  it("may be asynchronous, and gets the request and the framework's own", () =>
    withServer(
      async (server) => {
        const { json } = await server.send('/api/v1/status');
        expect(json).to.include({ actor: 'GET /api/v1/status by node', read: true, write: false });
      },
      {},
      {
        authorize: async (request, incoming) => {
          const { url } = incoming as { url: string };
          return {
            actor: `${request.method} ${url} by ${request.headers.get('user-agent')}`,
            read: true,
            write: false,
          };
        },
      },
    ));

  it('grants nothing when it fails or returns an invalid value, and shows no details', async () => {
    const answers: [unknown, number][] = [
      [undefined, 401],
      [null, 401],
      [true, 500],
      [{}, 500],
      [{ actor: 'ana' }, 500],
      [{ actor: '', read: true, write: true }, 500],
      [{ actor: 'a\nb', read: true, write: true }, 500],
      [{ actor: 'ana', read: 1, write: 1 }, 500],
      [{ actor: 'ana', read: true, write: true, evaluate: 'yes' }, 500],
      [{ actor: 'ana', read: true, write: true, flags: { tags: ['public'] } }, 500],
      [{ actor: 'ana', read: true, write: false, flags: undefined }, 500],
      [{ actor: 'ana', read: true, write: false, flags: null }, 500],
      [{ actor: 'ana', read: true, write: false, flags: ['public'] }, 500],
      [{ actor: 'ana', read: true, write: false, flags: { tag: 'public' } }, 500],
      [{ actor: 'ana', read: true, write: false, flags: { tags: 'public' } }, 500],
      [{ actor: 'ana', read: true, write: false, flags: { tags: [], tag: 'public' } }, 500],
      [new Error('secret of the database'), 500],
    ];
    for (const [value, expected] of answers) {
      const authorize = (): never => {
        if (value instanceof Error) throw value;
        return value as never;
      };
      await withServer(
        async (server) => {
          const { status, text } = await server.send('/api/v1/flags/alpha/disable', { method: 'POST' });
          expect(status, JSON.stringify(value)).to.equal(expected);
          expect(text).not.to.contain('secret').and.not.to.contain('.ts').and.not.to.contain('stack');
          expect(server.errors).to.have.length(expected === 500 ? 1 : 0);
          expect(server.flags.isEnabled('alpha')).to.equal(true);
        },
        { alpha: true },
        { authorize },
      );
    }
  });
});

describe('bearer tokens', () => {
  const access = { actor: 'ana', read: true, write: true };

  it('must be long enough not to be guessed', () => {
    expect(() => bearerTokens({ short: access })).to.throw(
      'the token of "ana" must have at least 16 visible ASCII characters, but has 5',
    );
    expect(() => bearerTokens({ [String(undefined)]: access })).to.throw(
      'the token of "ana" is undefined: set the variable that holds it',
    );
  });

  it('have options that are checked', () => {
    for (const logger of [true, {}, null]) {
      expect(() => bearerTokens({}, { logger } as never)).to.throw(
        'bearerTokens: option "logger" must be false or an object with the function warn',
      );
    }
    expect(() => bearerTokens({}, { log: false } as never)).to.throw('unknown option "log"; known: logger');
  });

  it('are known whatever the case of the scheme, and only as a whole', async () => {
    const authorize = bearerTokens({ [TOKENS.writer]: access }, { logger: false });
    const as = (Authorization: string): Promise<unknown> =>
      authorize(new Request('http://halyard.test/', { headers: { Authorization } }));
    expect(await as(`bearer  ${TOKENS.writer}`)).to.include({ actor: 'ana' });
    expect(await as(`Bearer ${TOKENS.writer} ${TOKENS.writer}`)).to.equal(undefined);
    expect(await as(`Bearer ${TOKENS.writer.slice(0, -1)}`)).to.equal(undefined);
  });
});
