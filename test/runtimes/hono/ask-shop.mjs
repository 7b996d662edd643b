// Asks the shop, wherever it runs, and compares with the shop on Node.
import assert from 'node:assert/strict';
import { shop } from './shop.mjs';

/** Rejects unless the shop at this address does all that it should. */
export async function askShop(origin) {
  const ask = (path, headers = {}, method = 'GET') =>
    fetch(new URL(path, origin), { method, headers, signal: AbortSignal.timeout(10_000) });
  const text = async (...asked) => (await ask(...asked)).text();

  const closed = await ask('/checkout');
  assert.equal(closed.status, 404);
  assert.equal(closed.headers.get('content-type'), 'application/problem+json');
  assert.equal(closed.headers.get('cache-control'), 'private, no-store');
  assert.equal((await closed.json()).code, 'NOT_FOUND');
  const browser = await ask('/checkout', { accept: 'text/html' });
  assert.equal(browser.headers.get('content-type'), 'text/plain; charset=utf-8');
  assert.equal(await browser.text(), 'Not Found: This resource is not available.\n');
  const head = await ask('/checkout', {}, 'HEAD');
  assert.equal(head.status, 404);
  assert.equal(await head.text(), '');

  await ask('/flip/new_checkout/on', {}, 'POST');
  assert.equal(await text('/checkout'), 'bought');

  assert.equal((await ask('/beta', { 'x-user': 'ben' })).status, 403);
  assert.equal(await text('/beta', { 'x-user': 'ann' }), 'welcome');
  assert.equal((await ask('/mail', { 'x-mail': 'ann@example.com' })).status, 404);
  assert.equal(await text('/mail', { 'x-mail': 'ann@example.org' }), 'yours');
  assert.equal((await ask('/network', { 'x-ip': '192.0.2.1' })).status, 404);
  assert.equal(await text('/network', { 'x-ip': '10.1.2.3' }), 'inside');

  assert.equal(await text('/search'), 'the old search');
  await ask('/flip/new_search/on', {}, 'POST');
  assert.equal(await text('/search'), 'the new search');

  assert.equal(await text('/export/orders'), 'the orders');
  await ask('/flip/export_down/on', {}, 'POST');
  const down = await ask('/export/orders', {}, 'OPTIONS');
  assert.equal(down.status, 503);
  assert.equal(down.headers.get('retry-after'), '120');

  // Each user has the same bucket as on Node, and requests that are answered together keep theirs.
  const users = Array.from({ length: 100 }, (_, index) => ({ 'x-user': `user-${index}` }));
  const here = await Promise.all(
    users.map(async (headers) => (await shop.request('/layout', { headers })).text()),
  );
  const there = await Promise.all(users.map((headers) => text('/layout', headers)));
  assert.deepEqual(there, here);
  assert.equal(new Set(here).size, 6);
}
