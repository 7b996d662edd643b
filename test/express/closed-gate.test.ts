import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { featureFlags, makeFlagGate } from '@halyard/express';
import { expect } from 'chai';
import express, { type Express, type RequestHandler } from 'express';
import express4 from 'express4';
import request from 'supertest';

const behind: RequestHandler = (_request, response) => {
  response.send('behind');
};

for (const [version, framework] of Object.entries({ 'Express 5': express, 'Express 4': express4 })) {
  describe(`a closed gate in ${version}`, () => {
    let flags: FeatureFlags;

    beforeEach(async () => {
      flags = await FeatureFlags.open(new MemoryBackend({ new_checkout: false }));
    });

    afterEach(() => flags.close());

    /** An app whose errors stay off the console. */
    const appWith = (...handlers: readonly RequestHandler[]): Express => {
      const app = framework();
      app.set('env', 'test');
      return app.use(featureFlags(flags), ...handlers);
    };

    it('does not show the flag in the error page that Express makes outside of production', async () => {
      const gate = makeFlagGate('new_checkout', { onClosed: 'error', detail: 'Not yet' });
      const response = await request(appWith(gate)).get('/');
      expect(response.text).to.contain('Not yet').and.to.contain('GateClosedError');
      expect(response.text).not.to.contain('new_checkout');
    });

    for (const signal of ['route', 'router', '', undefined]) {
      it(`stays closed when its onClosed function calls next(${JSON.stringify(signal) ?? ''})`, async () => {
        const gate = makeFlagGate('new_checkout', { onClosed: (_request, _response, next) => next(signal) });
        const app = appWith();
        app.use('/x', gate, behind);
        app.get('/x', gate, behind);
        app.use(behind);
        const response = await request(app).get('/x');
        expect(response.status).to.equal(500);
        expect(response.text).to.contain('would run what the gate closes');
        expect(response.text).not.to.contain('new_checkout');
      });
    }

    it('passes on the error with which its onClosed function calls next', async () => {
      const error = Object.assign(new Error('teapot'), { status: 418 });
      const gate = makeFlagGate('new_checkout', { onClosed: (_request, _response, next) => next(error) });
      expect((await request(appWith(gate, behind)).get('/')).status).to.equal(418);
    });
  });
}
