import { FeatureFlags, MemoryBackend } from '@halyard/core';
import * as forExpress from '@halyard/express';
import * as forKoa from '@halyard/koa';
import { expect } from 'chai';
import express, { type NextFunction, type Request, type Response } from 'express';
import Koa from 'koa';
import request from 'supertest';

const OTHER = 'called by another framework; import it from the package for that framework';
const flags = FeatureFlags.lazy(new MemoryBackend({ open: true, shut: false }));

/** What the app says of middleware that is not for it. */
async function errorInExpress(middleware: unknown): Promise<string> {
  const app = express().use(middleware as never, (_request: Request, response: Response) => {
    response.send('behind');
  });
  app.use((error: Error, _request: Request, response: Response, _next: NextFunction) => {
    response.status(500).send(error.message);
  });
  return (await request(app).get('/').expect(500)).text;
}

async function errorInKoa(middleware: unknown): Promise<string> {
  const app = new Koa().use(middleware as never).use((ctx) => {
    ctx.body = 'behind';
  });
  const reported = new Promise<string>((resolve) =>
    app.on('error', (error: Error) => resolve(error.message)),
  );
  await request(app.callback()).get('/').expect(500);
  return reported;
}

describe('middleware in another framework', () => {
  for (const name of ['open', 'shut']) {
    it(`says so for a gate that is ${name}, and runs nothing behind it`, async () => {
      expect(await errorInExpress(forKoa.makeFlagGate(name, { flags }))).to.equal(
        `makeFlagGate: this is middleware for Koa, ${OTHER}`,
      );
      expect(await errorInKoa(forExpress.makeFlagGate(name, { flags }))).to.equal(
        `makeFlagGate: this is middleware for Express, ${OTHER}`,
      );
    });
  }

  it('says so for featureFlags', async () => {
    expect(await errorInExpress(forKoa.featureFlags(flags))).to.contain('middleware for Koa');
    expect(await errorInKoa(forExpress.featureFlags(flags))).to.contain('middleware for Express');
  });
});
