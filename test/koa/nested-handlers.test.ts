import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { featureFlags, makeFlagGate, whenEnabled } from '@halyard/koa';
import { expect } from 'chai';
import Koa, { type Middleware } from 'koa';
import Koa2 from 'koa2';
import request from 'supertest';

for (const [version, framework] of Object.entries({ 'Koa 3': Koa, 'Koa 2': Koa2 })) {
  describe(`whenEnabled in ${version}`, () => {
    let flags: FeatureFlags;

    beforeEach(async () => {
      flags = await FeatureFlags.open(new MemoryBackend({ search: true }));
    });

    afterEach(() => flags.close());

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
