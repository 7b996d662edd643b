// Makes the pictures of docs/images anew: the page in a real browser, over a real Redis with the same flags each time.
import { makeAdmin } from '@halyard/admin';
import { CompositeBackend, defineFlags, EnvBackend, FeatureFlags } from '@halyard/core';
import { RedisBackend } from '@halyard/redis';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { RedisServer } from '../test/support/redis-server.ts';
import { launchChromium } from './chromium.mjs';

const LARGEST_BYTES = 150_000;
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };

const redis = await RedisServer.start({ persistent: true });
const env = { FEATURE_NEW_CHECKOUT: 'off', FORCE_RECOMMENDATIONS: 'off' };
const declared = defineFlags({
  dark_mode: { default: false, owner: 'team-home', description: 'A dark background' },
});
const flags = await FeatureFlags.open(
  new CompositeBackend([
    new EnvBackend({ prefix: 'FORCE_', env }),
    new RedisBackend(redis.url),
    new EnvBackend({ env }),
  ]),
  { flags: declared },
);
const authorize = ({ headers }) => ({ actor: headers.get('x-actor'), read: true, write: true });
const server = createServer(makeAdmin(flags, { authorize }).node).listen(0, '127.0.0.1');
await once(server, 'listening');
const url = `http://127.0.0.1:${server.address().port}/`;
const browser = await launchChromium();

try {
  await plantFlags();
  await takeList();
  await takeEditor();
  await takeForced();
  await takeKillSwitch();
  await takeHistory();
  await takeConflict();
  // The last, since there is no Redis afterwards.
  await takeRedisDown();
} finally {
  await browser.close();
  server.closeAllConnections();
  server.close();
  await flags.close();
  await redis.stop();
}

async function plantFlags() {
  const seed = JSON.parse(readFileSync(new URL('screenshot-flags.json', import.meta.url), 'utf8'));
  for (const [name, flag] of Object.entries(seed)) await flags.set(name, flag, { actor: 'import' });
  // Not started, in whichever year the pictures are taken.
  const year = new Date().getFullYear() + 1;
  const schedule = { from: `${year}-12-01T00:00:00Z`, until: `${year + 1}-01-06T00:00:00Z` };
  await flags.set('winter_sale', { ...seed['winter_sale'], rules: [{ schedule }] }, { actor: 'import' });
  const { rules, ...checkout } = seed['new_checkout'];
  const as = (rule, actor, comment) =>
    flags.set('new_checkout', { ...checkout, rules: [rules[0], ...rule] }, { actor, comment });
  await as([], 'ben', 'testers first');
  await as([{ ...rules[1], rollout: 5 }], 'ana', 'five per cent for the weekend');
  await as([rules[1]], 'ana', 'no complaints, a quarter');
  await flags.disable('new_checkout', { actor: 'ben', comment: 'errors at checkout' });
  await flags.enable('new_checkout', { actor: 'ana', comment: 'mended' });
  await flags.enable('export_down', { actor: 'ana' });
  const used = ['new_checkout', 'checkout_layout', 'gift_cards', 'page_size'];
  for (let process = 0; process < 12; process++) {
    await flags.reportUsage(used.map((name, i) => ({ name, count: 100 + 37 * i + process, isFirst: true })));
  }
}

async function takeList() {
  for (const [name, viewport, colorScheme] of [
    ['list', DESKTOP, 'light'],
    ['dark', DESKTOP, 'dark'],
    ['narrow', PHONE, 'light'],
  ]) {
    const page = await open('', 'ana', { viewport, colorScheme });
    await page.getByRole('row').nth(5).waitFor();
    await page.getByRole('status', { name: 'Live changes' }).getByText('Live', { exact: true }).waitFor();
    await take(page, name);
  }
}

async function takeEditor() {
  const page = await open('#/flags/beta_search', 'ana', { viewport: { width: 1280, height: 1100 } });
  await page.getByRole('button', { name: /^Rule 2/ }).click();
  await page.getByRole('textbox', { name: 'Percent', exact: true }).fill('50');
  await page.getByRole('textbox', { name: 'Targeting key', exact: true }).fill('carol');
  const plan = page.getByRole('region', { name: 'Try it' }).getByLabel(/^Value of attribute/);
  await plan.last().fill('pro');
  await page
    .getByRole('status', { name: 'Answer' })
    .getByText(/^carol gets on, because rule 2/)
    .waitFor();
  await page.evaluate('window.scrollTo(0, 0)');
  await take(page, 'editor');
}

async function takeForced() {
  const page = await open('#/flags/recommendations', 'ana', { viewport: { width: 1280, height: 560 } });
  await page.getByText(/answers first: 'off'\. A change/).waitFor();
  await take(page, 'forced');
}

async function takeKillSwitch() {
  const page = await open('', 'ana', { viewport: { width: 1280, height: 560 } });
  await page.getByRole('switch', { name: 'returns_down' }).click();
  await page.getByRole('dialog').waitFor();
  await take(page, 'outage');
}

async function takeHistory() {
  const page = await open('#/flags/new_checkout/history', 'ana');
  await page.getByRole('button', { name: 'Undo this change…' }).waitFor();
  await take(page, 'history');
}

async function takeConflict() {
  const page = await open('#/flags/gift_cards', 'ana', { viewport: { width: 1280, height: 900 } });
  await page.getByRole('textbox', { name: 'Percent', exact: true }).fill('75');
  await flags.set(
    'gift_cards',
    { ...flags.definition('gift_cards').definition, rules: [{ rollout: 10 }] },
    { actor: 'ben' },
  );
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('dialog').waitFor();
  await take(page, 'conflict');
}

async function takeRedisDown() {
  const page = await open('#/status', 'ana', { viewport: { width: 1280, height: 720 } });
  await page.getByText('Live: changes arrive at once').first().waitFor();
  await redis.kill();
  await page.getByText(/^Redis: Stale since/).waitFor();
  await take(page, 'redis-down');
}

async function open(hash, actor, options = {}) {
  const context = await browser.newContext({
    viewport: DESKTOP,
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
    locale: 'en-GB',
    extraHTTPHeaders: { 'x-actor': actor },
    ...options,
  });
  const page = await context.newPage();
  await page.goto(url + hash);
  return page;
}

async function take(page, name) {
  const path = fileURLToPath(new URL(`../docs/images/${name}.png`, import.meta.url));
  await page.screenshot({ path, caret: 'hide', animations: 'disabled' });
  await page.context().close();
  const { size } = statSync(path);
  console.log(`docs/images/${name}.png ${Math.ceil(size / 1000)} kB`);
  if (size > LARGEST_BYTES) throw new Error(`${path} has ${size} bytes, more than ${LARGEST_BYTES}`);
}
