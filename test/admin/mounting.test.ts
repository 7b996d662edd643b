import { type Admin, makeAdmin } from '@halyard/admin';
import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { getRequestListener } from '@hono/node-server';
import { expect } from 'chai';
import express, { type Express } from 'express';
import express4 from 'express4';
import fastify, { type FastifyInstance } from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';
import Koa2 from 'koa2';
import mount from 'koa-mount';
import { describe, it } from 'mocha';
import type { IncomingMessage, RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { serveApp } from '../support/serve-app.js';
import { until } from '../support/until.js';
import { TOKENS } from './admin-server.js';
import { EventClient } from './event-client.js';
import { rawRequest, statusOf } from './raw-request.js';

const JSON_TYPE = { 'Content-Type': 'application/json' };

/** A way to put the administration into a server, so that it is under `path`. */
interface Mounting {
  readonly name: string;
  readonly path: string;
  readonly basePath?: string;
  /** Where the app itself answers `elsewhere`. */
  readonly app: (admin: Admin) => RequestListener;
  /** Whether what is not under the path is the app's to answer. */
  readonly passesOn: boolean;
  /** Whether the app, and a guard in it, have the path only as it was normalised. */
  readonly normalises?: boolean;
}

const inExpress = (name: string, make: () => Express): Mounting[] => [
  {
    name: `${name}, under a path`,
    path: '/flags',
    passesOn: true,
    app: (admin) => make().use('/flags', admin.node).use(elsewhere),
  },
  {
    name: `${name}, at the root`,
    path: '',
    passesOn: false,
    app: (admin) => make().use(admin.node),
  },
  {
    name: `${name}, in a router in a router`,
    path: '/a/b',
    passesOn: true,
    app: (admin) => make().use('/a', make().use('/b', admin.node)).use(elsewhere),
  },
  {
    name: `${name}, behind a body parser`,
    path: '/flags',
    passesOn: true,
    app: (admin) =>
      make()
        .use(express.json({ limit: '20mb' }))
        .use('/flags', admin.node)
        .use(elsewhere),
  },
  {
    name: `${name}, with basePath`,
    path: '/flags',
    basePath: '/flags',
    passesOn: true,
    app: (admin) => make().use(admin.node).use(elsewhere),
  },
];

/** The app behind: it wants the body of what is left to it. */
function elsewhere(
  request: IncomingMessage & { body?: unknown },
  response: { send(body: string): unknown },
): void {
  void bodyText(request, request.body).then((body) => response.send(`elsewhere ${body}`.trim()));
}

async function bodyText(request: IncomingMessage, parsed: unknown): Promise<string> {
  return parsed === undefined ? text(request) : JSON.stringify(parsed);
}

const inKoa = (name: string, make: () => Koa): Mounting[] => [
  {
    name: `${name}, with basePath`,
    path: '/flags',
    basePath: '/flags',
    passesOn: true,
    app: (admin) => listener(make(), admin.koa),
  },
  {
    name: `${name}, by koa-mount`,
    path: '/flags',
    passesOn: true,
    app: (admin) => listener(make(), mount('/flags', admin.koa as Koa.Middleware)),
  },
  {
    name: `${name}, by koa-mount in koa-mount`,
    path: '/internal/tools/flags',
    passesOn: true,
    app: (admin) =>
      listener(make(), mount('/internal', mount('/tools', mount('/flags', admin.koa as Koa.Middleware)))),
  },
  {
    name: `${name}, with basePath, in koa-mount`,
    path: '/internal/flags',
    basePath: '/flags',
    passesOn: true,
    app: (admin) => listener(make(), mount('/internal', admin.koa as Koa.Middleware)),
  },
  {
    name: `${name}, behind a body parser`,
    path: '/flags',
    basePath: '/flags',
    passesOn: true,
    app: (admin) => listener(make(), parseBody, admin.koa),
  },
];

const parseBody: Koa.Middleware = async (context, next) => {
  const body = await text(context.req);
  (context.request as { body?: unknown }).body = body === '' ? undefined : JSON.parse(body);
  return next();
};

function listener(app: Koa, ...middleware: readonly Koa.Middleware[]): RequestListener {
  for (const each of middleware) app.use(each);
  app.use(async (context) => {
    const { body } = context.request as { body?: unknown };
    context.body = `elsewhere ${await bodyText(context.req, body)}`.trim();
  });
  const callback = app.callback();
  return (request, response) => void callback(request, response);
}

const inFastify = (
  name: string,
  path: string,
  build: (app: FastifyInstance, admin: Admin) => unknown,
): Mounting => ({
  name: `Fastify, ${name}`,
  path,
  passesOn: true,
  app: (admin) => {
    const app = fastify();
    build(app, admin);
    app.setNotFoundHandler(async ({ body }) =>
      `elsewhere ${body === undefined ? '' : JSON.stringify(body)}`.trim(),
    );
    const ready = app.ready();
    return (request, response) => void ready.then(() => app.routing(request, response));
  },
});

const inHono: Mounting = {
  name: 'Hono, with basePath',
  path: '/flags',
  basePath: '/flags',
  passesOn: true,
  normalises: true,
  app: (admin) => {
    const app = new Hono();
    app.all('/flags/*', (c) => admin.fetch(c.req.raw, c));
    app.all('*', async (c) => c.text(`elsewhere ${await c.req.text()}`.trim()));
    return getRequestListener(app.fetch);
  },
};

/** A server that supports only `fetch`. */
const byFetch: Mounting = {
  name: 'fetch, with basePath',
  path: '/flags',
  basePath: '/flags',
  passesOn: false,
  normalises: true,
  app: (admin) => (message, response) => {
    void (async () => {
      const answer = await admin.fetch(await plainRequest(message));
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      for await (const chunk of answer.body ?? []) response.write(chunk);
      response.end();
    })();
  },
};

async function plainRequest(message: IncomingMessage): Promise<Request> {
  const body = await text(message);
  return new Request(`http://${message.headers.host}${message.url}`, {
    method: message.method!,
    headers: Object.entries(message.headers).map(
      ([name, value]) => [name, String(value)] as [string, string],
    ),
    ...(body === '' ? {} : { body }),
  });
}

const MOUNTINGS: readonly Mounting[] = [
  { name: 'node:http', path: '', passesOn: false, app: (admin) => admin.node },
  {
    name: 'node:http, with basePath',
    path: '/flags',
    basePath: '/flags',
    passesOn: false,
    app: (admin) => admin.node,
  },
  ...inExpress('Express 5', () => express()),
  ...inExpress('Express 4', () => express4()),
  ...inKoa('Koa 3', () => new Koa()),
  ...inKoa('Koa 2', () => new Koa2()),
  inFastify('with a prefix', '/flags', (app, admin) => app.register(admin.fastify, { prefix: '/flags' })),
  inFastify('in a plugin in a plugin', '/internal/flags', (app, admin) =>
    app.register(async (inner) => inner.register(admin.fastify, { prefix: '/flags' }), {
      prefix: '/internal',
    }),
  ),
  {
    ...inFastify('with basePath', '/flags', (app, admin) => app.register(admin.fastify)),
    basePath: '/flags',
  },
  inHono,
  byFetch,
];

for (const { name, path, basePath, app, passesOn, normalises = false } of MOUNTINGS) {
  describe(`mounted in ${name}`, () => {
    const withApp = async (
      test: (url: string, flags: FeatureFlags, signals: readonly AbortSignal[]) => Promise<void>,
    ): Promise<void> => {
      const flags = await FeatureFlags.open(new MemoryBackend({ 'a/b': true }));
      const seen: unknown[] = [];
      const signals: AbortSignal[] = [];
      const admin = makeAdmin(flags, {
        authorize: (request, incoming) => {
          seen.push(incoming);
          signals.push(request.signal);
          const isKnown = request.headers.get('authorization') === `Bearer ${TOKENS.reader}`;
          return isKnown ? { actor: 'ana', read: true, write: true } : undefined;
        },
        ...(basePath === undefined ? {} : { basePath }),
      });
      const { origin, close } = await serveApp(app(admin));
      try {
        await test(origin + path, flags, signals);
      } finally {
        admin.close();
        await close();
      }
      expect(seen.every((incoming) => (incoming === undefined) === (name === byFetch.name))).to.equal(true);
    };
    const headers = { Authorization: `Bearer ${TOKENS.reader}` };
    const authorization = `Authorization: ${headers.Authorization}`;

    it('reads and writes, with names that hold a slash', () =>
      withApp(async (url, flags) => {
        const read = await fetch(`${url}/api/v1/flags/a%2Fb`, { headers });
        expect(read.status).to.equal(200);
        expect(await read.json()).to.include({ name: 'a/b', state: 'on' });
        const body = JSON.stringify({ description: 'ünï', metadata: { ['__proto__']: 1 } });
        const json = { ...headers, 'Content-Type': 'application/json' };
        const written = await fetch(`${url}/api/v1/flags/a%2Fb`, { method: 'PUT', headers: json, body });
        expect(written.status).to.equal(200);
        expect(flags.definition('a/b')!.definition.description).to.equal('ünï');
        const off = await fetch(`${url}/api/v1/flags/a%2Fb/disable`, { method: 'POST', headers });
        expect(off.status).to.equal(200);
        const head = await fetch(`${url}/api/v1/flags/a%2Fb`, { method: 'HEAD', headers });
        expect(head.headers.get('etag')).to.equal(`"${flags.definition('a/b')!.version}"`);
        expect(await head.text()).to.equal('');
      }));

    if (name.startsWith('Express') && name.endsWith('body parser')) {
      it('takes a body that the parser has inflated', () =>
        withApp(async (url, flags) => {
          const inflated = { ...headers, 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' };
          const body = gzipSync('{"description":"small"}');
          const written = await fetch(`${url}/api/v1/flags/a%2Fb`, {
            method: 'PUT',
            headers: inflated,
            body,
          });
          expect(written.status).to.equal(200);
          expect(flags.definition('a/b')!.definition).to.deep.equal({ description: 'small' });
        }));
    }

    it('refuses who is not known, and what is too large', () =>
      withApp(async (url) => {
        expect((await fetch(`${url}/api/v1/flags`)).status).to.equal(401);
        const body = JSON.stringify({ description: 'x'.repeat(2 * 1024 * 1024) });
        const json = { ...headers, 'Content-Type': 'application/json' };
        expect(
          (await fetch(`${url}/api/v1/flags/x`, { method: 'PUT', headers: json, body })).status,
        ).to.equal(413);
      }));

    it('answers a path in one spelling', () =>
      withApp(async (url) => {
        const read = async (rest: string): Promise<number> => {
          const lines = [`GET ${path}${rest} HTTP/1.1`, 'Host: halyard.test', authorization];
          return statusOf(await rawRequest(url, lines));
        };
        expect(await read('/api/v1/flags')).to.equal(200);
        const dotted = [
          '/x/../api/v1/flags',
          '/x/%2E%2e/api/v1/flags',
          '/./api/v1/flags',
          '/ofrep/..\\api\\v1\\flags',
        ];
        for (const other of dotted)
          expect(await read(other), other).to.be.oneOf(normalises ? [200, 400] : [400]);
        for (const other of ['//api/v1/flags', '/api//v1/flags', '/api/v1/flags//']) {
          expect(await read(other), other).to.equal(400);
        }
        expect(await read('/api/v1/flags/{a}')).to.equal(normalises ? 404 : 400);
      }));

    it('says in its OpenAPI document where it is', () =>
      withApp(async (url) => {
        const { servers } = (await (await fetch(`${url}/openapi.json`, { headers })).json()) as {
          servers: object;
        };
        expect(servers).to.deep.equal([{ url: path === '' ? '/' : path }]);
      }));

    it('streams events, until the client has gone', () =>
      withApp(async (url, flags, signals) => {
        const client = await EventClient.open(url);
        await client.next('status');
        await flags.set('alpha', true);
        expect((await client.next('change'))!.data).to.include({ name: 'alpha' });
        client.close();
        if (name !== byFetch.name) await until('the signal says so', () => signals[0]!.aborted);
      }));

    if (passesOn) {
      it('leaves the rest to the app', () =>
        withApp(async (url) => {
          expect(await (await fetch(new URL('/other', url))).text()).to.equal('elsewhere');
          expect(await (await fetch(`${url}s/api/v1/flags`, { headers })).text()).to.equal('elsewhere');
          const posted = await fetch(new URL('/other', url), {
            method: 'POST',
            body: '{"a":1}',
            headers: JSON_TYPE,
          });
          expect(await posted.text()).to.equal('elsewhere {"a":1}');
        }));
    }
  });
}

describe('mounted in an app that has set headers', () => {
  it('adds to its Vary', async () => {
    const flags = await FeatureFlags.open(new MemoryBackend());
    const admin = makeAdmin(flags, { authorize: () => undefined, origins: ['https://tools.example.com'] });
    const app = express().use((_, response, next) => {
      response.vary('Accept-Encoding');
      next();
    });
    const { origin, close } = await serveApp(app.use('/flags', admin.node));
    const { headers } = await fetch(`${origin}/flags/api/v1/flags`);
    await close();
    admin.close();
    expect(headers.get('vary')).to.equal('Accept-Encoding, Origin');
  });

  it('keeps those of the hooks of Fastify, and adds to its Vary', async () => {
    const flags = await FeatureFlags.open(new MemoryBackend());
    const admin = makeAdmin(flags, { authorize: () => undefined, origins: ['https://tools.example.com'] });
    const app = fastify();
    app.addHook('onRequest', async (_request, reply) => {
      reply.headers({ vary: 'Accept-Encoding', 'x-request-id': '7' });
    });
    app.register(admin.fastify, { prefix: '/flags' });
    const { headers } = await app.inject('/flags/api/v1/flags');
    await app.close();
    admin.close();
    expect(headers['vary']).to.deep.equal(['Accept-Encoding', 'Origin']);
    expect(headers['x-request-id']).to.equal('7');
  });
});
