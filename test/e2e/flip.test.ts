import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { freePort } from '../support/free-port.js';
import { Program } from '../support/program.js';
import { RedisServer } from '../support/redis-server.js';
import { until } from '../support/until.js';

describe('apps over Redis over the environment', function () {
  this.timeout(40_000);
  const programs: Program[] = [];
  let redis: RedisServer;

  afterEach(async () => {
    await Promise.all(programs.splice(0).map((program) => program.stop()));
    await redis.stop();
  });

  async function start(shop: string, redisUrl = redis.url): Promise<string> {
    const program = Program.start(`examples/${shop}/main.ts`, { PORT: '0', REDIS_URL: redisUrl });
    programs.push(program);
    return program.url();
  }

  const status = async (url: string): Promise<number> =>
    (await fetch(url, { headers: { 'x-user': 'alice' } })).status;
  const answers = (url: string, code: number): Promise<unknown> =>
    until(`${url} answers ${code}`, async () => (await status(url)) === code);

  it('follow redis-cli: HSET opens and closes, HDEL and DEL give the flag back to the environment', async () => {
    redis = await RedisServer.start();
    const urls = await Promise.all(['express-shop', 'koa-shop'].map((shop) => start(shop)));
    for (const url of urls) {
      expect(await status(`${url}/checkout/express`)).to.equal(404);
      expect(await status(`${url}/beta`)).to.equal(200);
    }
    const all = (path: string, code: number): Promise<unknown> =>
      Promise.all(urls.map((url) => answers(url + path, code)));

    await redis.lines('HSET feature_flags new_checkout on beta off legacy_down on');
    await all('/checkout/express', 200);
    await all('/beta', 403);
    await all('/legacy/orders', 503);

    await redis.lines('HDEL feature_flags beta');
    await all('/beta', 200);

    await redis.lines('HSET feature_flags new_checkout users:bob,alice');
    await redis.lines('HSET feature_flags legacy_down off');
    await all('/legacy/orders', 200);
    await all('/checkout/express', 200);

    await redis.lines('DEL feature_flags');
    await all('/checkout/express', 404);
  });

  it("see each other's flips, and a writer sees its own at once", async () => {
    redis = await RedisServer.start();
    const [writer, reader] = [0, 1].map(() =>
      Program.start('test/e2e/flipping-app.ts', { PORT: '0', REDIS_URL: redis.url }),
    ) as [Program, Program];
    programs.push(writer, reader);
    const [writing, reading] = await Promise.all([writer.url(), reader.url()]);
    for (const flip of ['enable', 'disable', 'enable']) {
      const seenByWriter = await (await fetch(`${writing}/${flip}`, { method: 'POST' })).text();
      expect(seenByWriter).to.equal(flip === 'enable' ? 'open' : 'closed');
      await answers(`${reading}/gated`, flip === 'enable' ? 200 : 404);
    }
    expect(await redis.cli('HGET', 'feature_flags', 'gated')).to.match(/^on\s*$/);
  });

  it('start on the environment while Redis is away, follow it when it comes, and keep its flags when it dies', async () => {
    const port = await freePort();
    redis = await RedisServer.start({ port });
    await redis.kill();
    const url = await start('express-shop');
    expect(await status(`${url}/checkout/express`)).to.equal(404);
    expect(await status(`${url}/beta`)).to.equal(200);

    await redis.restart();
    await redis.cli('HSET', 'feature_flags', 'new_checkout', 'on');
    await answers(`${url}/checkout/express`, 200);

    await redis.kill();
    for (let i = 0; i < 20; i++) expect(await status(`${url}/checkout/express`)).to.equal(200);

    await redis.restart();
    await redis.cli('HSET', 'feature_flags', 'new_checkout', 'off');
    await answers(`${url}/checkout/express`, 404);
  });
});
