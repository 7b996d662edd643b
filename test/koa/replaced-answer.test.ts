import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { makeFlagGate } from '@halyard/koa';
import { expect } from 'chai';
import Koa from 'koa';
import Koa2 from 'koa2';
import request from 'supertest';

for (const [version, framework] of Object.entries({ 'Koa 3': Koa, 'Koa 2': Koa2 })) {
  describe(`a closed answer that the app replaces in ${version}`, () => {
    let flags: FeatureFlags;

    beforeEach(async () => {
      flags = await FeatureFlags.open(new MemoryBackend(), { logger: false });
    });

    afterEach(() => flags.close());

    const answering = async (body: unknown, type?: string): Promise<request.Response> => {
      const app = new framework();
      app.use(async (ctx, next) => {
        await next();
        if (ctx.status !== 404) return;
        ctx.body = body;
        ctx.status = 404;
        if (type !== undefined) ctx.type = type;
      });
      app.use(makeFlagGate('gated', { flags }));
      return request(app.callback()).get('/');
    };

    it('has the type and length of its own body', async () => {
      const { status, headers, text } = await answering('<h1>Lost?</h1>');
      expect(status).to.equal(404);
      expect(text).to.equal('<h1>Lost?</h1>');
      expect(headers).to.include({ 'content-type': 'text/html; charset=utf-8', 'content-length': '14' });
      expect((await answering({ lost: true })).type).to.equal('application/json');
    });

    it('can name its own type', async () => {
      expect((await answering('lost', 'text/markdown')).type).to.equal('text/markdown');
    });

    it('is still not to be cached', async () => {
      expect((await answering('lost')).headers['cache-control']).to.equal('private, no-store');
    });
  });
}
