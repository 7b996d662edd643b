import { RedisBackend } from '@halyard/redis';
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { RedisServer } from '../support/redis-server.js';
import { until } from '../support/until.js';
import { PageSuite } from './page-suite.js';

const toggle = (page: Page, checked: boolean): Locator =>
  page.getByRole('switch', { name: 'new_checkout', exact: true, checked });
const live = (page: Page, text: string): Promise<void> =>
  page.getByRole('status', { name: 'Live changes' }).getByText(text, { exact: true }).waitFor();

describe('the page while Redis is down', () => {
  const suite = new PageSuite();

  it('says so in plain words, goes on showing the last known flags, and recovers by itself', async () => {
    const redis = await RedisServer.start({ persistent: true });
    suite.defer(() => redis.stop());
    await redis.cli('HSET', 'feature_flags', 'new_checkout', 'on');
    const server = await suite.serve(new RedisBackend(redis.url));
    const visitor = await suite.visit(server.url);
    visitor.expects(/status of 502/);
    const { page } = visitor;
    await toggle(page, true).waitFor();

    await redis.kill();
    const banner = page.getByText(/^Redis: Stale since .* one flag last known is served/);
    await banner.waitFor();
    expect(server.flags.isEnabled('new_checkout')).to.equal(true);
    await page.getByRole('searchbox').fill('check');
    await toggle(page, true).click();
    await page.getByText(/Could not switch it off \(new_checkout\)/).waitFor();
    await toggle(page, true).waitFor();

    await redis.restart();
    await banner.waitFor({ state: 'detached' });
    await toggle(page, true).click();
    await until(
      'it is stored',
      async () => (await redis.cli('HGET', 'feature_flags', 'new_checkout')) === 'off',
    );
    await redis.cli('HSET', 'feature_flags', 'new_checkout', 'on');
    await toggle(page, true).waitFor();
  }).timeout(30_000);
});

describe('the page while its server is down', () => {
  const suite = new PageSuite();

  it('reports it, reconnects automatically, and then shows the missed changes', async () => {
    const server = await suite.serve({ new_checkout: 'on' });
    const visitor = await suite.visit(server.url);
    visitor.expects(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_CONNECTION_RESET/);
    const { page } = visitor;
    await toggle(page, true).waitFor();
    await live(page, 'Live');

    await server.stopListening();
    await page.getByText(/^No live changes since .* What you see may be old/).waitFor();
    await server.flags.set('new_checkout', 'off');
    await toggle(page, true).waitFor();

    await server.listenAgain();
    await toggle(page, false).waitFor({ timeout: 20_000 });
    await live(page, 'Live');
    expect(await page.getByText(/^No live changes/).count()).to.equal(0);
  }).timeout(40_000);

  it('tries again at once when it is asked to', async () => {
    const server = await suite.serve({ new_checkout: 'on' });
    const visitor = await suite.visit(server.url);
    visitor.expects(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_CONNECTION_RESET/);
    const { page } = visitor;
    await live(page, 'Live');
    let failed = 0;
    page.on('requestfailed', () => failed++);
    await server.stopListening();
    const again = page.getByRole('button', { name: 'Try now' });
    await again.waitFor();
    // From then on it leaves seconds between its own attempts, so that one of them is not sooner than the click.
    await until('some attempts have failed', () => failed >= 3, 15_000);
    await server.listenAgain();
    await again.click();
    await live(page, 'Live');
  }).timeout(20_000);
});
