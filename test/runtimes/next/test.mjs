// Builds the app of docs/nextjs.md, and asks it under `next start` and under the custom server.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const guide = fileURLToPath(new URL('../../../docs/nextjs.md', import.meta.url));
const folder = fileURLToPath(new URL('build', import.meta.url));
const next = fileURLToPath(new URL('node_modules/next/dist/bin/next', import.meta.url));

const ENV = {
  ...process.env,
  NODE_ENV: 'production',
  NEXT_TELEMETRY_DISABLED: '1',
  FEATURE_NEW_CHECKOUT: 'users:ann',
  FEATURE_BETA: 'users:ann',
  FEATURE_NEW_SEARCH: 'users:ann',
};

buildApp();
await underServer([next, 'start'], async (ask) => {
  const closed = await ask('/checkout', 'ben');
  assert.equal(closed.status, 404);
  assert.equal(closed.headers['content-type'], 'application/problem+json');
  assert.equal(closed.headers['cache-control'], 'private, no-store');
  assert.equal(JSON.parse(closed.body).code, 'NOT_FOUND');
  await assertNoWayPast(ask, 'checkout');
  assert.match((await ask('/search', 'ann')).body, /the new search/);
  assert.match((await ask('/search', 'ben')).body, /the old search/);
});
await underServer(['server.mjs'], async (ask) => {
  const closed = await ask('/beta', 'ben');
  assert.equal(closed.status, 403);
  assert.equal(JSON.parse(closed.body).code, 'BETA_ONLY');
  await assertNoWayPast(ask, 'beta');
  // The proxy gates here too.
  await assertNoWayPast(ask, 'checkout');
});

/** The page of this name is shown to ann only, whatever spelling of its path anyone asks for. */
async function assertNoWayPast(ask, page) {
  const shown = new RegExp(`the ${page} page`);
  assert.match((await ask(`/${page}`, 'ann')).body, shown);
  const encoded = `%${page.charCodeAt(0).toString(16)}${page.slice(1)}`;
  const spellings = [page, `${page}?_rsc=1`, `${page}/`, `/${page}`, `x/../${page}`, `./${page}`, encoded];
  for (const path of [...spellings, page.toUpperCase(), `${page}%2f`, `%2e/${page}`, `${page};x`]) {
    for (const headers of [{}, { rsc: '1' }]) {
      assert.doesNotMatch((await ask(`/${path}`, 'ben', headers)).body, shown, path);
    }
  }
}

/** Builds the app: the files of the guide, and those that it does not show. */
function buildApp() {
  rmSync(folder, { recursive: true, force: true });
  cpSync('app', folder, { recursive: true });
  for (const [, file, code] of readFileSync(guide, 'utf8').matchAll(
    /```typescript\n\/\/ (\S+)\n(.*?)```/gs,
  )) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), code);
  }
  const { status } = spawnSync(process.execPath, [next, 'build'], {
    cwd: folder,
    env: ENV,
    stdio: 'inherit',
  });
  assert.equal(status, 0, 'next build');
}

/** Starts the app with this command, and asks it. */
async function underServer(command, askAll) {
  const port = await freePort();
  const env = { ...ENV, PORT: String(port) };
  const server = spawn(process.execPath, command, { cwd: folder, env, stdio: 'inherit' });
  try {
    const ask = (path, user, headers = {}) => send(port, path, { ...headers, 'x-user': user });
    await answering(ask);
    await askAll(ask);
    console.log(`${command.at(-1)}: the app is gated as the guide says`);
  } finally {
    server.kill();
    await once(server, 'exit');
  }
}

/** Sends a path as it is, which `fetch` would not. */
async function send(port, path, headers) {
  const request = get({ host: '127.0.0.1', port, path, headers, timeout: 10_000 });
  request.once('timeout', () => request.destroy(new Error(`no answer for ${path}`)));
  const [response] = await once(request, 'response');
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

/** Resolves once the server answers. */
async function answering(ask) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await ask('/search', 'ann');
    } catch (error) {
      if (attempt === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
