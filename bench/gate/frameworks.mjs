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
};

/** The gate that one writes by hand around a client: 404 unless `ask(user)` says yes, at once or by a promise. */
export function gateByHand(framework, ask, { asynchronous = false } = {}) {
  return { express: expressGate, koa: koaGate }[framework](ask, asynchronous);
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
