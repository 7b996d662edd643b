import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { featureFlags, requestFlags, whenEnabled } from '@halyard/express';
import { expect } from 'chai';
import express, { type RequestHandler } from 'express';
import express4 from 'express4';
import request from 'supertest';

for (const [version, framework] of Object.entries({ 'Express 5': express, 'Express 4': express4 })) {
  describe(`whenEnabled in ${version}`, () => {
    let flags: FeatureFlags;

    beforeEach(async () => {
      flags = await FeatureFlags.open(new MemoryBackend({ search: true }));
    });

    afterEach(() => flags.close());

    const saying =
      (text: string): RequestHandler =>
      (_request, response) => {
        response.send(text);
      };

    it('takes an app, and leaves the request to the outer app when that has no answer', async () => {
      const inner = framework().set('title', 'inner').get('/a', saying('inner'));
      const app = framework().set('title', 'outer');
      app.use('/search', whenEnabled('search', inner, { flags }));
      app.use((request_, response) => {
        response.send(`${String(request_.app.get('title'))} ${String(response.app.get('title'))}`);
      });
      expect((await request(app).get('/search/a')).text).to.equal('inner');
      expect((await request(app).get('/search/b')).text).to.equal('outer outer');
    });

    it('lets requestFlags find the flags after a body was parsed', async () => {
      const app = framework();
      app.use(featureFlags(flags, { asyncLocalStorage: true }), framework.json());
      app.post('/', (request_, response) => {
        response.send({ body: request_.body as unknown, search: requestFlags().isEnabled('search') });
      });
      const response = await request(app).post('/').send({ a: 1 });
      expect(response.body).to.deep.equal({ body: { a: 1 }, search: true });
    });
  });
}
