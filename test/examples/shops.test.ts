import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Program } from '../support/program.js';
import { until } from '../support/until.js';

const TOKEN = 'token-of-a-developer';

const SHOPS = [
  'examples/express-shop',
  'examples/koa-shop',
  'examples/fastify-shop',
  'examples/hono-shop',
  'examples/nest-shop',
];

// Each is a program of its own, so none is imported.
for (const shop of SHOPS) {
  describe(shop, () => {
    let program: Program;
    let url: string;
    let folder: string;

    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'halyard-shop-'));
      await start();
    });

    afterEach(async () => {
      await program.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    async function start(env: Readonly<Record<string, string>> = { FLAG_TOKEN: TOKEN }): Promise<void> {
      const FLAG_FILE = join(folder, 'data/flags.yaml');
      // What tsx reads otherwise is the configuration in the working directory, which does not include the examples.
      const TSX_TSCONFIG_PATH = `${shop}/tsconfig.json`;
      const fixed = { PORT: '0', REDIS_URL: '', FLAG_FILE, TSX_TSCONFIG_PATH };
      program = Program.start(`${shop}/main.ts`, { ...fixed, ...env });
      url = await program.url();
    }
    const status = async (path: string, user?: string): Promise<number> =>
      (await fetch(url + path, user === undefined ? {} : { headers: { 'x-user': user } })).status;
    const text = async (path: string): Promise<string> => (await fetch(url + path)).text();

    async function enable(name: string, token = TOKEN): Promise<number> {
      const headers = { Authorization: `Bearer ${token}` };
      const init = { method: 'POST', headers };
      return (await fetch(`${url}/flags/api/v1/flags/${name}/enable`, init)).status;
    }

    it('gates its routes by the flags it begins with', async () => {
      expect(await text('/checkout')).to.equal('the old checkout, in five steps\n');
      expect(await status('/checkout/express')).to.equal(404);
      expect(await status('/beta')).to.equal(403);
      expect(await status('/beta', 'alice')).to.equal(200);
      expect(await status('/legacy/orders')).to.equal(200);
      const { on } = (await (await fetch(url, { headers: { 'x-user': 'bob' } })).json()) as { on: string[] };
      expect(on).to.include('beta').and.not.to.include('legacy_down');
    });

    it('begins with flags that can all be used', async () => {
      const headers = { Authorization: `Bearer ${TOKEN}` };
      const answer = await fetch(`${url}/flags/api/v1/status`, { headers });
      expect(await answer.json())
        .to.have.nested.property('status.invalid')
        .that.deep.equals([]);
    });

    it('is flipped over HTTP with the token, and with no other', async () => {
      expect(await enable('legacy_down', 'another-token-altogether')).to.equal(401);
      expect(await status('/legacy/orders')).to.equal(200);
      expect(await enable('legacy_down')).to.equal(200);
      expect(await status('/legacy/orders')).to.equal(503);
      expect((await fetch(`${url}/legacy/orders`)).headers.get('retry-after')).to.equal('120');
    });

    it('makes a token when it is given none, and prints the link that signs in', async () => {
      await program.stop();
      await start({});
      const [, page, token] = await program.prints(/(http:\S+)#token=(\S+)/);
      expect(page).to.equal(`${url}/flags/`);
      expect((await fetch(page!)).headers.get('content-type')).to.match(/^text\/html/);
      expect(await enable('new_checkout', token)).to.equal(200);
    });

    it('ends with exit code 0', async () => {
      expect(await program.stop(), program.printed).to.equal(0);
    });

    if (shop === 'examples/express-shop') {
      it('says which text of its file is invalid', async () => {
        const file = join(folder, 'data/flags.yaml');
        writeFileSync(file, `${readFileSync(file, 'utf8')}\nbanana: ture\n`);
        await program.prints(/flag banana can't be used: .*ture/);
      });

      it('keeps its flags in a file, made from the seed once', async () => {
        await enable('new_checkout');
        await program.stop();
        expect(readFileSync(join(folder, 'data/flags.yaml'), 'utf8')).to.include('The one-page checkout');
        await start();
        await until('the new checkout', async () => (await text('/checkout')).startsWith('the new'));
      });
    }
  });
}
