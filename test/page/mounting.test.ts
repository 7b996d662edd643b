import { type Admin, makeAdmin } from '@halyard/admin';
import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { getRequestListener } from '@hono/node-server';
import { expect } from 'chai';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';
import mount from 'koa-mount';
import type { RequestListener } from 'node:http';
import { serveApp } from '../support/serve-app.js';
import { until } from '../support/until.js';
import { PageSuite } from './page-suite.js';

const authorize = (): { actor: string; read: boolean; write: boolean } => ({
  actor: 'ana',
  read: true,
  write: true,
});

/** Each way of mounting it, with the path that it is then at. */
const MOUNTINGS: readonly (readonly [
  how: string,
  path: string,
  app: (make: (basePath?: string) => Admin) => RequestListener,
])[] = [
  ['in node:http', '/', (make) => make().node],
  ['in node:http under a base path', '/tools/flags/', (make) => make('/tools/flags').node],
  ['in Express', '/tools/flags/', (make) => express().use('/tools/flags', make().node)],
  [
    'in a router of Express',
    '/tools/flags/',
    (make) => express().use('/tools', express.Router().use('/flags', make().node)),
  ],
  ['in Koa under a base path', '/flags/', (make) => new Koa().use(make('/flags').koa).callback()],
  ['in Koa by koa-mount', '/flags/', (make) => new Koa().use(mount('/flags', make().koa)).callback()],
  [
    'in Fastify',
    '/flags/',
    (make) => {
      const app = fastify();
      const ready = app.register(make().fastify, { prefix: '/flags' }).ready();
      return (request, response) => void ready.then(() => app.routing(request, response));
    },
  ],
  [
    'in Hono',
    '/flags/',
    (make) => {
      const admin = make('/flags');
      return getRequestListener(new Hono().all('/flags/*', (c) => admin.fetch(c.req.raw, c)).fetch);
    },
  ],
];

describe('the page', () => {
  const suite = new PageSuite();
  let flags: FeatureFlags;
  beforeEach(async () => {
    flags = await FeatureFlags.open(new MemoryBackend({ beta: 'on' }));
    suite.defer(() => flags.close());
  });

  async function serve(makeApp: (make: (basePath?: string) => Admin) => RequestListener): Promise<string> {
    const app = await serveApp(makeApp((basePath = '') => makeAdmin(flags, { authorize, basePath })));
    suite.defer(() => app.close());
    return app.origin;
  }

  for (const [how, path, makeApp] of MOUNTINGS) {
    it(`works ${how}, live changes and all`, async () => {
      const origin = await serve(makeApp);
      // Without the slash at the end it is found as well.
      const { page } = await suite.visit(origin + (path === '/' ? path : path.slice(0, -1)));
      await page.getByRole('status', { name: 'Live changes' }).getByText('Live', { exact: true }).waitFor();
      expect(new URL(page.url()).pathname).to.equal(path);
      await flags.set('beta', 'off');
      const toggle = page.getByRole('switch', { name: 'beta', checked: false });
      await toggle.click();
      await until('it is on', () => flags.isEnabled('beta'));
    });
  }

  it('undoes a change behind a body parser that takes only objects', async () => {
    await flags.set('beta', '25%');
    const origin = await serve((make) => express().use(express.json()).use('/flags', make().node));
    const { page } = await suite.visit(`${origin}/flags/`);
    await page.getByRole('switch', { name: 'beta', checked: true }).click();
    await until('it is off', () => !flags.isEnabled('beta', { targetingKey: 'alice' }));
    await page.getByRole('button', { name: 'Undo' }).click();
    await until('it is as it was', () => flags.definition('beta')?.text === '25%');
  });

  it('is served with a policy that allows nothing but its own files', async () => {
    const origin = await serve((make) => make().node);
    const { headers } = await fetch(`${origin}/`);
    const policy = new Map(
      headers
        .get('content-security-policy')!
        .split('; ')
        .map((directive) => directive.split(/ (.*)/) as [string, string]),
    );
    expect(policy.get('default-src')).to.equal("'none'");
    expect(policy.get('script-src')).to.equal("'self'");
    expect(policy.get('style-src')).to.equal("'self'");
    expect(policy.get('connect-src')).to.equal("'self'");
    expect(policy.get('frame-ancestors')).to.equal("'none'");
    expect(headers.get('x-content-type-options')).to.equal('nosniff');
  });

  it('runs no code from a flag', async () => {
    await flags.set('<img/src=x/onerror=alert(1)>', {
      description: '<script>alert(2)</script>',
      owner: 'javascript:alert(3)',
    });
    const origin = await serve((make) => make().node);
    const { page } = await suite.visit(`${origin}/`);
    page.on('dialog', () => expect.fail('code was run'));
    await page.getByText('<script>alert(2)</script>').waitFor();
    expect(await page.locator('img').count()).to.equal(0);
  });
});
