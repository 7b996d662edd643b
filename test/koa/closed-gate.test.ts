import { FeatureFlags, isGateClosedError, MemoryBackend } from '@halyard/core';
import { featureFlags, makeFlagGate, makeKillSwitch } from '@halyard/koa';
import { expect } from 'chai';
import Koa, { type Middleware } from 'koa';
import Koa2 from 'koa2';
import request from 'supertest';

const behind: Middleware = (ctx) => {
  ctx.body = 'behind';
};

for (const [version, framework] of Object.entries({ 'Koa 3': Koa, 'Koa 2': Koa2 })) {
  describe(`a closed gate in ${version}`, () => {
    let flags: FeatureFlags;
    /** What Koa told the app's error listener. */
    let errors: unknown[];

    beforeEach(async () => {
      errors = [];
      flags = await FeatureFlags.open(new MemoryBackend({ new_checkout: false, export_down: true }));
    });

    afterEach(() => flags.close());

    const appWith = (...middleware: readonly Middleware[]): ReturnType<Koa['callback']> => {
      const app = new framework();
      app.on('error', (error) => errors.push(error));
      for (const each of [featureFlags(flags), ...middleware]) app.use(each);
      return app.callback();
    };

    it('takes its headers and message along when Koa handles it as an error', async () => {
      const before: Middleware = (ctx, next) => {
        ctx.set('X-Before', 'dropped by Koa');
        return next();
      };
      const options = {
        onClosed: 'error',
        statusCode: 503,
        detail: 'Back tomorrow',
        headers: { 'X-Day': '1' },
      } as const;
      const response = await request(appWith(before, makeFlagGate('new_checkout', options), behind)).get('/');
      const { date: _, ...headers } = response.headers;
      expect(response.status).to.equal(503);
      expect(response.text).to.equal('Back tomorrow');
      expect(headers).to.deep.equal({
        'cache-control': 'private, no-store',
        connection: 'close',
        'content-length': '13',
        'content-type': 'text/plain; charset=utf-8',
        'retry-after': '60',
        'x-day': '1',
      });
      expect(errors).to.have.length(1);
      expect(isGateClosedError(errors[0])).to.equal(true);
    });

    it("is kept off the console by Koa's own error listener", async () => {
      const app = new framework();
      app.use(featureFlags(flags)).use(makeKillSwitch('export_down', { onClosed: 'error' }));
      const printed: unknown[] = [];
      const { error: print } = console;
      console.error = (...args: unknown[]) => printed.push(args);
      try {
        await request(app.callback()).get('/').expect(503);
      } finally {
        console.error = print;
      }
      expect(printed).to.deep.equal([]);
    });

    it('stays closed when its onClosed function calls next without awaiting it', async () => {
      const gate = makeFlagGate('new_checkout', { onClosed: (_ctx, next) => void next() });
      expect((await request(appWith(gate, behind)).get('/')).status).to.equal(500);
      expect(errors[0]).to.have.property('message').that.contains('would run what the gate closes');
    });

    it('returns a promise, open or closed, for middleware that calls it by hand', async () => {
      const returned: unknown[] = [];
      const calling =
        (gate: Middleware): Middleware =>
        (ctx, next) => {
          const result: unknown = gate(ctx, next);
          returned.push(result);
          return result;
        };
      const open = calling(makeFlagGate('export_down'));
      await request(appWith(open, calling(makeFlagGate('new_checkout')))).get('/');
      expect(returned).to.have.length(2);
      for (const each of returned) expect(each).to.be.a('promise');
    });
  });
}
