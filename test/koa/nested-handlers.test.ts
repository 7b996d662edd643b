import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { featureFlags, makeFlagGate, whenEnabled } from '@halyard/koa';
import { Router } from '@koa/router';
import { expect } from 'chai';
import Koa, { type Middleware } from 'koa';
import Koa2 from 'koa2';
import request from 'supertest';

const saying =
  (text: string): Middleware =>
  (ctx) => {
    ctx.body = text;
  };

for (const [version, framework] of Object.entries({ 'Koa 3': Koa, 'Koa 2': Koa2 })) {
  describe(`whenEnabled in ${version}`, () => {
    let flags: FeatureFlags;

    beforeEach(async () => {
      flags = await FeatureFlags.open(new MemoryBackend({ search: true }));
    });

    afterEach(() => flags.close());

    it('takes what a router composed of its routes', async () => {
      const fresh = new Router().get('/a', saying('new')).middleware();
      const old = new Router().get('/a', saying('old')).middleware();
      const app = new framework().use(whenEnabled('search', fresh, old, { flags })).callback();
      expect((await request(app).get('/a')).text).to.equal('new');
      await flags.disable('search');
      expect((await request(app).get('/a')).text).to.equal('old');
    });

    it('goes on when what it took has no answer', async () => {
      const fresh = new Router().get('/a', saying('new')).middleware();
      const app = new framework()
        .use(whenEnabled('search', fresh, { flags }))
        .use(saying('past'))
        .callback();
      expect((await request(app).get('/b')).text).to.equal('past');
    });

    it('is awaited by what stands before it', async () => {
      const order: string[] = [];
      const app = new framework();
      app.use(async (_ctx, next) => {
        await next();
        order.push('after');
      });
      const slow: Middleware = async (ctx) => {
        await new Promise((resolve) => setImmediate(resolve));
        order.push('handled');
        ctx.body = 'slow';
      };
      app.use(featureFlags(flags)).use(makeFlagGate('search')).use(whenEnabled('search', slow));
      await request(app.callback()).get('/').expect(200, 'slow');
      expect(order).to.deep.equal(['handled', 'after']);
    });
  });
}
