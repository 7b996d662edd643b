/**
 * The request handler of an app of each framework, with one route that answers a small JSON document behind the given
 * middleware.
 */
export const frameworks = {
  async express(middleware) {
    const { default: express } = await import('express');
    const app = express();
    for (const each of middleware) app.use(each);
    app.get('/', (_request, response) => {
      response.json({ hello: 'world' });
    });
    return app;
  },

  async koa(middleware) {
    const { default: Koa } = await import('koa');
    const app = new Koa();
    for (const each of middleware) app.use(each);
    app.use((ctx) => {
      ctx.body = { hello: 'world' };
    });
    return app.callback();
  },

  async fastify(middleware) {
    const { default: fastify } = await import('fastify');
    const app = fastify();
    for (const each of middleware) {
      if (Symbol.for('skip-override') in each) app.register(each);
      else app.addHook('onRequest', each);
    }
    app.get('/', async () => ({ hello: 'world' }));
    await app.ready();
    return (request, response) => app.routing(request, response);
  },

  async hono(middleware) {
    const { getRequestListener } = await import('@hono/node-server');
    const { Hono } = await import('hono');
    const app = new Hono();
    for (const each of middleware) app.use(each);
    app.get('/', (c) => c.json({ hello: 'world' }));
    return getRequestListener(app.fetch);
  },

  async nest(parts) {
    const { nestApp } = await import('./nest-app.mjs');
    return nestApp(parts);
  },

  async node(middleware) {
    const answer = (response) => {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify({ hello: 'world' }));
    };
    return (request, response) => {
      const run = (index) => {
        if (index === middleware.length) answer(response);
        else middleware[index](request, response, () => run(index + 1));
      };
      run(0);
    };
  },
};

/** The `featureFlags` and the `makeFlagGate` of a framework. */
export async function adapterOf(framework) {
  if (framework !== 'nest') return import(`@halyard/${framework}`);
  const { adapter } = await import('./nest-app.mjs');
  return adapter;
}

/** The user of a request, from what the framework gives a context function. */
export const userOf = {
  express: (request) => request.get('x-user'),
  koa: (ctx) => ctx.get('x-user'),
  fastify: (request) => request.headers['x-user'],
  hono: (c) => c.req.header('x-user'),
  nest: (request) => request.get('x-user'),
  node: (request) => request.headers['x-user'],
};

/** Middleware that does nothing. */
export const nothing = {
  express: (_request, _response, next) => next(),
  koa: (_ctx, next) => next(),
  fastify: (_request, _reply, done) => done(),
  hono: (_c, next) => next(),
  nest: { canActivate: () => true },
  node: (_request, _response, next) => next(),
};

/** The gate that one writes by hand around a client: 404 unless `ask(user)` says yes, at once or by a promise. */
export function gateByHand(framework, ask, { asynchronous = false } = {}) {
  const make = {
    express: expressGate,
    koa: koaGate,
    fastify: fastifyGate,
    hono: honoGate,
    nest: nestGate,
    node: nodeGate,
  };
  return make[framework](ask, asynchronous);
}

function expressGate(ask, asynchronous) {
  const pass = (isOpen, response, next) => (isOpen ? next() : response.status(404).end());
  if (!asynchronous) return (request, response, next) => pass(ask(request.get('x-user')), response, next);
  return async (request, response, next) => pass(await ask(request.get('x-user')), response, next);
}

function koaGate(ask, asynchronous) {
  const pass = (isOpen, ctx, next) => (isOpen ? next() : ctx.throw(404));
  if (!asynchronous) return (ctx, next) => pass(ask(ctx.get('x-user')), ctx, next);
  return async (ctx, next) => pass(await ask(ctx.get('x-user')), ctx, next);
}

function fastifyGate(ask, asynchronous) {
  const user = userOf.fastify;
  if (asynchronous) {
    return async (request, reply) => {
      if (!(await ask(user(request)))) await reply.code(404).send();
    };
  }
  return (request, reply, done) => (ask(user(request)) ? done() : void reply.code(404).send());
}

function honoGate(ask, asynchronous) {
  const pass = (isOpen, c, next) => (isOpen ? next() : c.notFound());
  if (!asynchronous) return (c, next) => pass(ask(userOf.hono(c)), c, next);
  return async (c, next) => pass(await ask(userOf.hono(c)), c, next);
}

function nestGate(ask) {
  return { canActivate: (context) => ask(userOf.nest(context.switchToHttp().getRequest())) };
}

function nodeGate(ask, asynchronous) {
  const pass = (isOpen, response, next) => (isOpen ? next() : response.writeHead(404).end());
  if (!asynchronous) return (request, response, next) => pass(ask(userOf.node(request)), response, next);
  return async (request, response, next) => pass(await ask(userOf.node(request)), response, next);
}
