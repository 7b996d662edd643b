import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { featureFlags, makeFlagGate } from '@halyard/express';
import { expect } from 'chai';
import express, { type Request, type RequestHandler } from 'express';
import express4 from 'express4';
import request from 'supertest';

const gate = makeFlagGate('beta');

/** Says what `request.flags` is: a view, and its answer, or something else. */
const answer: RequestHandler = (request_, response) => {
  const { flags } = request_ as { flags?: unknown };
  const isView = typeof flags === 'object';
  response.json(isView ? (flags as Request['flags']).isEnabled('beta') : (flags ?? null));
};

for (const [version, framework] of Object.entries({ 'Express 5': express, 'Express 4': express4 })) {
  describe(`request.flags of ${version}`, () => {
    let flags: FeatureFlags;

    beforeEach(async () => {
      flags = await FeatureFlags.open(new MemoryBackend({ beta: true }));
    });

    afterEach(() => flags.close());

    it('is undefined before featureFlags, in other apps and for a prototype', async () => {
      const seen: unknown[] = [];
      const app = framework();
      app.use((request_, _response, next) => {
        seen.push(request_.flags);
        next();
      });
      app.use(featureFlags(flags), answer);
      for (let i = 0; i < 2; i++) expect((await request(app).get('/')).body).to.equal(true);
      expect(seen).to.deep.equal([undefined, undefined]);
      expect((await request(framework().use(answer)).get('/')).body).to.equal(null);
      expect(framework.request).to.have.property('flags', undefined);
    });

    it('adds no property to a request, which would slow down each of them', async () => {
      const app = framework();
      app.use(featureFlags(flags), (request_, response) => void response.json(Object.keys(request_)));
      expect((await request(app).get('/')).body)
        .to.include('url')
        .and.not.to.include('flags');
    });

    it('stays when an app that mounted it within another one goes on', async () => {
      const app = framework();
      app.use(framework().use(featureFlags(flags)), answer);
      expect((await request(app).get('/')).body).to.equal(true);
    });

    it('takes the place of what the app had there', async () => {
      const app = framework();
      const own: RequestHandler = (request_, _response, next) => {
        Object.assign(request_, { flags: 'mine' });
        next();
      };
      app.use(own, featureFlags(flags), answer);
      expect((await request(app).get('/')).body).to.equal(true);
    });

    it('takes the place of what the app has on its prototype', async () => {
      const app = framework();
      Object.defineProperty(app.request, 'flags', { value: 'mine', writable: true });
      app.use(featureFlags(flags), answer);
      expect((await request(app).get('/')).body).to.equal(true);
    });

    it('is left to an app that sets it later, and the gates ask the flags', async () => {
      const app = framework();
      app.use(featureFlags(flags), (request_, _response, next) => {
        Object.assign(request_, { flags: 'mine' });
        next();
      });
      app.use(gate, answer);
      expect((await request(app).get('/')).body).to.equal('mine');
      await flags.disable('beta');
      expect((await request(app).get('/')).status).to.equal(404);
    });

    it('is a property of a request that a test made', () => {
      const made = { baseUrl: '' } as Request;
      let wentOn = false;
      featureFlags(flags)(made, {} as never, () => {
        wentOn = true;
      });
      expect(wentOn).to.equal(true);
      expect(made.flags.isEnabled('beta')).to.equal(true);
      expect(Object.keys(made)).to.deep.equal(['baseUrl', 'flags']);
    });
  });
}
