import { bearerTokens, makeAdmin } from '@halyard/admin';
import type { RunningApp } from '@halyard/conformance';
import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { expect } from 'chai';
import { build } from 'esbuild';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium.mjs';
import { serveApp } from '../support/serve-app.js';

const TOKEN = 'public-token-of-the-shop';

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

  /** A page of another origin than the flags. */
  async function visit(flags: FeatureFlags): Promise<Page> {
    shop = await serveApp((request, response) => {
      const isScript = request.url === '/script.js';
      response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
      response.end(isScript ? script : '<title>shop</title>');
    });
    cleanups.push(() => shop.close());
    const admin = makeAdmin(flags, {
      authorize: bearerTokens({
        [TOKEN]: {
          actor: 'browser',
          read: false,
          write: false,
          evaluate: true,
          flags: { tags: ['public'] },
        },
      }),
      basePath: '/flags',
      origins: [shop.origin],
    });
    const server = await serveApp(admin.node);
    cleanups.push(() => server.close());
    cleanups.push(() => admin.close());
    const context = await browser.newContext();
    cleanups.push(() => context.close());
    const page = await context.newPage();
    await page.goto(shop.origin);
    await page.evaluate((settings) => Object.assign(globalThis, { settings }), {
      baseUrl: `${server.origin}/flags`,
      token: TOKEN,
    });
    await page.addScriptTag({ url: '/script.js', type: 'module' });
    return page;
  }

  const title = (page: Page, text: string): Promise<unknown> =>
    page.waitForFunction(`document.title === ${JSON.stringify(text)}`, undefined, { timeout: 10_000 });

  it('follows a flip by the event stream of a bulk answer, and sees no flag that is not public', async () => {
    const flags = await FeatureFlags.open(
      new MemoryBackend({ new_checkout: { tags: ['public'], default: false }, internal: true }),
      { logger: false },
    );
    const page = await visit(flags);
    await title(page, 'old FLAG_NOT_FOUND READY');
    await flags.set('new_checkout', { tags: ['public'] });
    await title(page, 'new FLAG_NOT_FOUND READY');
    await flags.set('new_checkout', { tags: [] });
    await title(page, 'old FLAG_NOT_FOUND READY');
    expect(flags.isEnabled('new_checkout')).to.equal(true);
  });
});
