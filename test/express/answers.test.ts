import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { featureFlags, makeFlagGate, makeKillSwitch, whenEnabled } from '@halyard/express';
import { expect } from 'chai';
import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import express4 from 'express4';
import request from 'supertest';
import { rawRequest } from '../support/raw-request.js';

const behind: RequestHandler = (_request, response) => {
  response.send('behind');
};

for (const [version, framework] of Object.entries({ 'Express 5': express, 'Express 4': express4 })) {
  describe(`a closed gate in ${version}`, () => {
    let flags: FeatureFlags;

    beforeEach(async () => {
      flags = await FeatureFlags.open(new MemoryBackend({ new_checkout: false, export_down: true }));
    });

    afterEach(() => flags.close());

    /** An app whose errors stay off the console. */
    const appWith = (...handlers: readonly RequestHandler[]): Express => {
      const app = framework();
      app.set('env', 'test');
      app.disable('x-powered-by');
      return app.use(featureFlags(flags), ...handlers);
    };

    it('answers with these headers and no others', async () => {
      const response = await request(appWith(makeFlagGate('new_checkout'), behind)).get('/');
      expect(response.status).to.equal(404);
      const { date: _, ...headers } = response.headers;
      expect(headers).to.deep.equal({
        'cache-control': 'no-store',
        connection: 'close',
        'content-length': '55',
        'content-type': 'application/problem+json',
        vary: 'Accept',
      });
      expect(response.body).to.deep.equal({ type: 'about:blank', title: 'Not Found', status: 404 });
    });

    it('answers in JSON when the client sends no Accept at all', async () => {
      const { head, body } = await rawRequest(appWith(makeFlagGate('new_checkout')), 'GET / HTTP/1.1');
      expect(head).to.match(/^HTTP\/1\.1 404 Not Found\r\n/);
      expect(head).to.contain('Content-Type: application/problem+json');
      expect(JSON.parse(body)).to.have.property('status', 404);
    });

    it('sends not a byte after the headers of a HEAD request', async () => {
      const { head, body } = await rawRequest(appWith(makeKillSwitch('export_down')), 'HEAD / HTTP/1.1');
      expect(head).to.match(/^HTTP\/1\.1 503 Service Unavailable\r\n/);
      expect(head).to.match(/\r\nContent-Length: [1-9]/);
      expect(head).to.contain('Retry-After: 60');
      expect(body).to.equal('');
    });

    it('keeps the headers that were set before, and adds to Vary', async () => {
      const before: RequestHandler = (_request, response, next) => {
        response.set({ Vary: 'Origin', 'Access-Control-Allow-Origin': '*' });
        next();
      };
      const response = await request(appWith(before, makeFlagGate('new_checkout'))).get('/');
      expect(response.headers).to.include({ vary: 'Origin, Accept', 'access-control-allow-origin': '*' });
    });

    it("is the framework's own 404 with onClosed next", async () => {
      const closed = await request(appWith(whenEnabled('new_checkout', behind, { onClosed: 'next' }))).get(
        '/x',
      );
      const native = await request(appWith()).get('/x');
      expect(closed.status).to.equal(404);
      expect(closed.text).to.equal(native.text).and.to.contain('Cannot GET /x');
      expect(Object.keys(closed.headers)).to.deep.equal(Object.keys(native.headers));
    });

    it('does not show the flag in the error page that Express makes outside of production', async () => {
      const gate = makeFlagGate('new_checkout', { onClosed: 'error', detail: 'Not yet' });
      const response = await request(appWith(gate)).get('/');
      expect(response.text).to.contain('Not yet').and.to.contain('GateClosedError');
      expect(response.text).not.to.contain('new_checkout');
    });

    it('leaves an answer alone that somebody has begun', async () => {
      const begun: RequestHandler = (_request, response, next) => {
        response.write('begun');
        next();
        response.end(', ended');
      };
      const errors: unknown[] = [];
      const app = appWith(begun, makeFlagGate('new_checkout'), behind);
      app.use((error: unknown, _request: Request, _response: Response, _next: NextFunction) =>
        errors.push(error),
      );
      const response = await request(app).get('/');
      expect(response.status).to.equal(200);
      expect(response.text).to.equal('begun, ended');
      expect(errors).to.deep.equal([]);
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

    it('does not mind what the app puts into req.flags', async () => {
      const stealing: RequestHandler = (request_, _response, next) => {
        Object.assign(request_, { flags: { isEnabled: () => true } });
        next();
      };
      const response = await request(appWith(stealing, makeFlagGate('new_checkout'), behind)).get('/');
      expect(response.status).to.equal(404);
    });
  });
}
