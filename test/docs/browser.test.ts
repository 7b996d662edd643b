import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium.mjs';
import { examplePrograms } from './example-program.js';
import { documents } from './markdown.js';

const folder = fileURLToPath(new URL('.blocks-browser', import.meta.url));
const ANY_PORT = new URL('any-port.mjs', import.meta.url).href;
const DEPLOY_TOKEN = 'a-token-of-many-characters';

describe('docs/browser.md', function () {
  this.timeout(40_000);
  const page = documents().find(({ path }) => path === 'docs/browser.md')!;
  let server: ChildProcess | undefined;
  let browser: Browser | undefined;

  before('bundle the app', async () => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(folder, 'public'), { recursive: true });
    const [program] = examplePrograms(page);
    writeFileSync(join(folder, 'server.ts'), program!.code);
    const app = page.blocks.find(({ language }) => language === 'tsx')!;
    await build({
      stdin: { contents: app.code, loader: 'tsx', resolveDir: folder },
      bundle: true,
      format: 'esm',
      jsx: 'automatic',
      define: { 'process.env.NODE_ENV': '"production"' },
      outfile: join(folder, 'public/app.js'),
    });
  });

  after(async () => {
    await browser?.close();
    if (server !== undefined) {
      const ended = once(server, 'close');
      server.kill();
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  it('has a page that shows the first answers at once, and follows a flip', async () => {
    server = fork(join(folder, 'server.ts'), {
      cwd: folder,
      env: { ...process.env, DEPLOY_TOKEN, STREAM_SECRET: 'a-secret-of-all-processes' },
      execArgv: ['--import=tsx', '--conditions=@halyard/source', `--import=${ANY_PORT}`],
      silent: true,
    });
    const [port] = (await once(server, 'message')) as [unknown];
    const origin = `http://localhost:${String(port)}`;
    browser = await launchChromium();
    const tab = await browser.newPage();
    const trouble: string[] = [];
    const asked: string[] = [];
    tab.on('console', (message) => void (message.type() === 'error' && trouble.push(message.text())));
    tab.on('pageerror', (error) => trouble.push(String(error)));
    tab.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await tab.goto(origin);
    await tab.getByRole('heading', { name: 'The checkout' }).waitFor();
    expect(asked).not.to.include('POST /flags/ofrep/v1/evaluate/flags');
    const flip = await fetch(`${origin}/flags/api/v1/flags/new_checkout`, {
      method: 'PUT',
      headers: { Authorization: `Bearer ${DEPLOY_TOKEN}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ tags: ['public'] }),
    });
    expect(flip.status).to.equal(200);
    await tab.getByRole('heading', { name: 'The new checkout' }).waitFor();
    expect(asked)
      .to.include('GET /flags/ofrep/v1/events')
      .and.to.include('POST /flags/ofrep/v1/evaluate/flags');
    expect(await tab.content()).not.to.include('internal');
    expect(trouble).to.deep.equal([]);
  });
});
