import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { featureFlags, makeFlagGate, makeKillSwitch, whenEnabled } from '@halyard/hono';
import { getRequestListener } from '@hono/node-server';
import { expect } from 'chai';
import { type Context, Hono } from 'hono';
import { cors } from 'hono/cors';
import { serveApp } from '../support/serve-app.js';

const behind = (c: Context): Response => c.text('behind');

describe('a closed gate in Hono', () => {
  let flags: FeatureFlags;
  let app: Hono;

  beforeEach(async () => {
    flags = await FeatureFlags.open(new MemoryBackend({ new_checkout: false, export_down: true }));
    app = new Hono();
    app.use(featureFlags(flags));
  });

  afterEach(() => flags.close());

  const statusOf = async (path: string): Promise<number> => (await app.request(path)).status;

  it('covers what is below its path with a star, and only the path without', async () => {
    app.use('/x/*', makeFlagGate('new_checkout')).get('/x', behind).get('/x/y', behind);
    app.use('/z', makeFlagGate('new_checkout')).get('/z', behind).get('/z/y', behind);
    expect([await statusOf('/x'), await statusOf('/x/y')]).to.deep.equal([404, 404]);
    expect([await statusOf('/z'), await statusOf('/z/y')]).to.deep.equal([404, 200]);
  });

  /** The answer to a request, and what Hono prints meanwhile. */
  async function askPrinting(): Promise<[Response, unknown[]]> {
    const printed: unknown[] = [];
    const { error: print } = console;
    console.error = (each: unknown) => printed.push(each);
    try {
      return [await app.request('/'), printed];
    } finally {
      console.error = print;
    }
  }

  it('is answered by Hono with its own status, headers and message when it is an error, and not printed', async () => {
    app.use(makeKillSwitch('export_down', { onClosed: 'error', detail: 'Back tomorrow' }));
    const [answer, printed] = await askPrinting();
    expect(answer.status).to.equal(503);
    expect(await answer.text()).to.equal('Back tomorrow');
    expect(answer.headers.get('retry-after')).to.equal('60');
    expect(answer.headers.get('cache-control')).to.equal('private, no-store');
    expect(printed).to.deep.equal([]);
  });

  it("has the client told what is wrong with its context, and not what is wrong with the program's", async () => {
    await flags.set('beta', 'users:ann');
    for (const [context, status, body] of [
      [{ targetingKey: ['ann'] }, 400, /targetingKey/],
      ['ann', 500, /^Internal Server Error$/],
    ] as const) {
      app = new Hono();
      app.use(featureFlags(flags, { context: () => context as never }), makeFlagGate('beta'));
      const [answer, printed] = await askPrinting();
      expect(answer.status).to.equal(status);
      expect(await answer.text()).to.match(body);
      expect(printed).to.have.length(status === 500 ? 1 : 0);
    }
  });

  it("gives the app's own 404", async () => {
    app.notFound((c) => c.text(`no page ${c.req.path}`, 404));
    app.get('/x', makeFlagGate('new_checkout', { onClosed: (c) => c.notFound() }), behind);
    app.get('/y', whenEnabled('new_checkout', behind, { onClosed: 'next' }));
    expect(await (await app.request('/x')).text()).to.equal('no page /x');
    expect(await (await app.request('/y')).text()).to.equal('no page /y');
  });

  it('has the headers of middleware around it', async () => {
    app = new Hono();
    app.use(cors(), featureFlags(flags), makeFlagGate('new_checkout'));
    const { headers } = await app.request('/', { headers: { origin: 'https://shop.example' } });
    expect(headers.get('access-control-allow-origin')).to.equal('*');
    expect(headers.get('content-type')).to.equal('application/problem+json');
  });

  it('can be replaced by middleware around it', async () => {
    app = new Hono();
    app.use(async (c, next) => {
      await next();
      if (c.res.status === 404)
        c.res = new Response('<h1>Lost?</h1>', { status: 404, headers: { 'Content-Type': 'text/html' } });
    });
    app.use(featureFlags(flags), makeFlagGate('new_checkout'));
    const { origin, close } = await serveApp(getRequestListener(app.fetch));
    try {
      const answer = await fetch(origin);
      expect(await answer.text()).to.equal('<h1>Lost?</h1>');
      expect(answer.headers.get('content-type')).to.equal('text/html');
      expect(answer.headers.get('cache-control')).to.equal('private, no-store');
    } finally {
      await close();
    }
  });

  it('leaves the flags of an open one in c.var', async () => {
    await flags.enable('new_checkout');
    app.get('/', makeFlagGate('new_checkout'), (c) => c.json(c.var.flags.enabledFlags()));
    expect(await (await app.request('/')).json()).to.have.members(['new_checkout', 'export_down']);
  });
});
