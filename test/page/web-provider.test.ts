import { bearerTokens, makeAdmin } from '@halyard/admin';
import type { RunningApp } from '@halyard/conformance';
import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { build } from 'esbuild';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium.mjs';
import { serveApp } from '../support/serve-app.js';

const TOKEN = 'public-token-of-the-shop';

const authorize = bearerTokens({
  [TOKEN]: { actor: 'browser', read: false, write: false, evaluate: true, flags: { tags: ['public'] } },
});

/** A page that follows flags as a web app does, with OpenFeature's own web SDK. Its title is what it knows. */
const PAGE_SCRIPT = `
import { OpenFeature, ProviderEvents } from '@openfeature/web-sdk';
import { OFREPWebProvider } from '@openfeature/ofrep-web-provider';

const { baseUrl, token } = window.settings;
const provider = new OFREPWebProvider({ baseUrl, headers: [['Authorization', 'Bearer ' + token]] });
await OpenFeature.setContext({ targetingKey: 'alice' });
await OpenFeature.setProviderAndWait(provider);
const client = OpenFeature.getClient();
const show = () => {
  const state = client.getBooleanValue('new_checkout', false) ? 'new' : 'old';
  const { errorCode } = client.getBooleanDetails('internal', false);
  document.title = [state, errorCode, client.providerStatus].join(' ');
};
client.addHandler(ProviderEvents.ConfigurationChanged, show);
show();
`;

describe("OpenFeature's web SDK in a browser", function () {
  this.timeout(20_000);
  let browser: Browser;
  let script: string;
  let shop: RunningApp;
  const cleanups: (() => unknown)[] = [];

  before('start the browser and the shop', async () => {
    const bundle = await build({
      stdin: { contents: PAGE_SCRIPT, resolveDir: import.meta.dirname },
      bundle: true,
      format: 'esm',
      write: false,
    });
    script = bundle.outputFiles[0]!.text;
    browser = await launchChromium();
  });

  after('close the browser', () => browser.close());

  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
  });

  /** Serves flags to a page of this origin, on a free port or on this one; resolves with the way to end it. */
  async function serveFlags(
    flags: FeatureFlags,
    origin: string,
    port = 0,
  ): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
    const admin = makeAdmin(flags, {
      authorize,
      basePath: '/flags',
      origins: [origin],
      ofrep: { streamSecret: 'a-secret-of-all-processes' },
    });
    const server = createServer(admin.node).listen(port, '127.0.0.1');
    await once(server, 'listening');
    return {
      port: (server.address() as AddressInfo).port,
      async stop() {
        const closed = once(server, 'close');
        admin.close();
        server.close();
        server.closeAllConnections();
        await closed;
      },
    };
  }

  /** A page of another origin than the flags. */
  async function visit(
    flags: FeatureFlags,
  ): Promise<{ page: Page; restart: (later: FeatureFlags) => Promise<void> }> {
    shop = await serveApp((request, response) => {
      const isScript = request.url === '/script.js';
      response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
      response.end(isScript ? script : '<title>shop</title>');
    });
    cleanups.push(() => shop.close());
    let server = await serveFlags(flags, shop.origin);
    cleanups.push(() => server.stop());
    const context = await browser.newContext();
    cleanups.push(() => context.close());
    const page = await context.newPage();
    await page.goto(shop.origin);
    await page.evaluate((settings) => Object.assign(globalThis, { settings }), {
      baseUrl: `http://127.0.0.1:${server.port}/flags`,
      token: TOKEN,
    });
    await page.addScriptTag({ url: '/script.js', type: 'module' });
    const restart = async (later: FeatureFlags): Promise<void> => {
      await server.stop();
      server = await serveFlags(later, shop.origin, server.port);
    };
    return { page, restart };
  }

  const title = (page: Page, text: string): Promise<unknown> =>
    page.waitForFunction(`document.title === ${JSON.stringify(text)}`, undefined, { timeout: 10_000 });

  it('follows a flip by the event stream of a bulk answer, and sees no flag that is not public', async () => {
    const flags = await FeatureFlags.open(
      new MemoryBackend({ new_checkout: { tags: ['public'], default: false }, internal: true }),
      { logger: false },
    );
    const { page } = await visit(flags);
    await title(page, 'old FLAG_NOT_FOUND READY');
    await flags.set('new_checkout', { tags: ['public'] });
    await title(page, 'new FLAG_NOT_FOUND READY');
    await flags.set('new_checkout', { tags: [] });
    await title(page, 'old FLAG_NOT_FOUND READY');
    expect(flags.isEnabled('new_checkout')).to.equal(true);
  });

  it('goes on with a server that was started anew, from what changed meanwhile', async () => {
    const withCheckout = (isNew: boolean): Promise<FeatureFlags> =>
      FeatureFlags.open(new MemoryBackend({ new_checkout: { tags: ['public'], default: isNew } }), {
        logger: false,
      });
    const { page, restart } = await visit(await withCheckout(false));
    await title(page, 'old FLAG_NOT_FOUND READY');
    const later = await withCheckout(true);
    await restart(later);
    // Its status stays STALE: the provider 0.4.3 says so after a reconnection, and never that it is over.
    await page.waitForFunction("document.title.startsWith('new ')");
    await later.set('new_checkout', { tags: ['public'], default: false });
    await page.waitForFunction("document.title.startsWith('old ')");
  });
});
