import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { Program } from '../support/program.js';
import { until } from '../support/until.js';

// Each is a program of its own, so none is imported: examples/express-shop, examples/koa-shop.
for (const shop of ['examples/express-shop', 'examples/koa-shop']) {
  describe(shop, () => {
    let program: Program;
    let url: string;
    afterEach(() => program.stop());

    async function start(): Promise<void> {
      program = Program.start(`${shop}/main.ts`, { PORT: '0', REDIS_URL: '' });
      url = await program.url();
    }
    const status = async (path: string, user = ''): Promise<number> =>
      (await fetch(url + path, { headers: { 'x-user': user } })).status;
    const text = async (path: string): Promise<string> => (await fetch(url + path)).text();

    it('gates its routes by what .env says', async () => {
      await start();
      expect(await text('/checkout')).to.equal('the old checkout, in five steps\n');
      expect(await status('/checkout/express')).to.equal(404);
      expect(await status('/beta')).to.equal(403);
      expect(await status('/beta', 'alice')).to.equal(200);
      expect(await status('/legacy/orders')).to.equal(200);
      expect(await (await fetch(url, { headers: { 'x-user': 'bob' } })).json()).to.deep.include({
        on: ['beta'],
      });
    });

    it('is flipped at its prompt, and says what it does not understand', async () => {
      await start();
      program.type('new_checkout on');
      await until('the new checkout', async () => (await text('/checkout')).startsWith('the new checkout'));
      expect(await text('/checkout/express')).to.equal('bought\n');
      program.type('legacy_down on');
      await until('the old API is down', async () => (await status('/legacy/orders')) === 503);
      expect((await fetch(`${url}/legacy/orders`)).headers.get('retry-after')).to.equal('120');
      program.type('beta prehaps');
      await program.prints(/prehaps/);
      expect(await status('/beta', 'alice')).to.equal(200);
    });

    it('ends in peace', async () => {
      await start();
      expect(await program.stop(), program.printed).to.equal(0);
    });
  });
}
