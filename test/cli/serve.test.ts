import { expect } from 'chai';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { freePort } from '../support/free-port.js';
import { RedisServer } from '../support/redis-server.js';
import { rawRequest, statusOf } from '../admin/raw-request.js';
import { eventually, until } from '../support/until.js';
import { FlagFile } from './flag-file.js';
import { type Ended, halyard, type HalyardOptions, HalyardProcess } from './halyard-process.js';

const TOKEN = 'a-token-to-write-with';

describe('halyard serve', () => {
  let file: FlagFile;
  let server: HalyardProcess | undefined;

  beforeEach(() => {
    file = new FlagFile({ beta: 'users:alice' });
  });

  afterEach(async () => {
    await server?.stop('SIGKILL');
    file.remove();
  });

  /** Starts a server on a free port; resolves with what it says of itself. */
  async function serve(
    options: HalyardOptions = {},
    ...args: readonly string[]
  ): Promise<{ url: string; token?: string }> {
    const store = options.env?.['REDIS_URL'] === undefined ? ['--file', file.path] : [];
    server = await HalyardProcess.start(['serve', '--port', '0', '--json', ...store, ...args], {
      cwd: file.folder,
      ...options,
    });
    await server.prints(/\n\}\r?\n/);
    return JSON.parse(server.stdout) as { url: string; token?: string };
  }

  const withToken = (token: string, init: RequestInit = {}): RequestInit => ({
    ...init,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
  });
  const enable = (url: string, name: string, token: string): Promise<Response> =>
    fetch(`${url}api/v1/flags/${name}/enable`, withToken(token, { method: 'POST' }));

  it('serves the API only to callers with the token', async () => {
    const { url, token } = await serve({ env: { HALYARD_TOKEN: TOKEN } });
    expect(token).to.equal(undefined);
    expect((await fetch(`${url}api/v1/flags`)).status).to.equal(401);
    expect((await fetch(`${url}api/v1/flags`, withToken('another-token-altogether'))).status).to.equal(401);
    const answer = await fetch(`${url}api/v1/flags/beta`, withToken(TOKEN));
    expect(await answer.json()).to.deep.include({ name: 'beta', text: 'users:alice' });
  });

  it('names its environment with --environment', async () => {
    const args = ['--environment', 'production', '--environment-color', '#b3261e'];
    const { url } = await serve({ env: { HALYARD_TOKEN: TOKEN } }, ...args);
    const status = (await (await fetch(`${url}api/v1/status`, withToken(TOKEN))).json()) as object;
    expect(status).to.deep.include({ environment: { name: 'production', color: '#b3261e' } });
  });

  it('refuses a wrong colour, and a colour without an environment', async () => {
    for (const [args, sentence] of [
      [
        ['--environment', 'x', '--environment-color', 'red'],
        '--environment-color must be as #b3261e, received "red"',
      ],
      [['--environment-color', '#b3261e'], '--environment-color is for --environment, which is not set'],
      [['--environment', ''], '--environment must be a name of 1 to 40 characters, received ""'],
    ] as const) {
      const { code, stderr } = await halyard(['serve', '--file', file.path, ...args], {
        env: { HALYARD_TOKEN: TOKEN },
      });
      expect(code).to.equal(2);
      expect(stderr).to.contain(sentence);
    }
  });

  it('makes a token of its own on a terminal when none is given, another each time', async () => {
    const first = await serve({ isTerminal: true });
    expect((await enable(first.url, 'beta', first.token!)).status).to.equal(200);
    await server!.stop('SIGKILL');
    expect((await serve({ isTerminal: true })).token)
      .to.have.length(32)
      .and.not.equal(first.token);
  });

  it('prints its address and, once, the new token', async () => {
    server = await HalyardProcess.start(['serve', '--port', '0', '--file', file.path], { isTerminal: true });
    await server.prints(/^the flags in .*flags\.json are at http:\/\/127\.0\.0\.1:\d+\/\r\n/);
    const [, token] = await server.prints(
      /\nsign-in link, which ends in a new token: http:\/\/127\.0\.0\.1:\d+\/#token=(\S{32})\r\n/,
    );
    expect(server.stdout.split(token!)).to.have.length(2);
  });

  it('never prints a new token into a pipe', async () => {
    server = await HalyardProcess.start(['serve', '--port', '0', '--file', file.path]);
    expect(await server.ended()).to.deep.equal({
      code: 2,
      stdout: '',
      stderr: 'halyard: set HALYARD_TOKEN: a new token is only printed on a terminal\n',
    });
    const reading = { HALYARD_READ_TOKEN: 'a-token-to-read-with' };
    const { url, token } = await serve({ env: reading });
    expect(token).to.equal(undefined);
    expect((await fetch(`${url}api/v1/flags`, withToken(reading.HALYARD_READ_TOKEN))).status).to.equal(200);
  });

  it('refuses a token that others can guess, where others can reach it', async () => {
    const refused = async (host: string, env: Record<string, string>): Promise<Ended> => {
      server = await HalyardProcess.start(['serve', '--port', '0', '--host', host, '--file', file.path], {
        env,
      });
      return server.ended();
    };
    const weak = ['a-token-to-write-with', 'a'.repeat(40), '1'.repeat(24), 'only-letters-and-nothing-else'];
    for (const token of weak) {
      for (const name of ['HALYARD_TOKEN', 'HALYARD_EVALUATE_TOKEN']) {
        const { code, stderr } = await refused('0.0.0.0', { [name]: token });
        expect(code).to.equal(2);
        expect(stderr).to.equal(
          `halyard: ${name} is too weak to listen on 0.0.0.0: it needs at least 24 characters, 10 of them different, ` +
            'with letters and digits; "openssl rand -base64 24" makes one\n',
        );
      }
    }
    const strong = 'Zk3vQ9x7LmP2sT8wYb4nRc6d';
    const { url } = await serve({ env: { HALYARD_TOKEN: strong } }, '--host', '0.0.0.0');
    expect((await fetch(`${url}api/v1/flags`, withToken(strong))).status).to.equal(200);
  });

  it('answers requests that name this machine, an address or an allowed host', async () => {
    const args = ['--allow-host', 'flags.test', '--origin', 'https://tools.test'];
    const { url } = await serve({ env: { HALYARD_TOKEN: TOKEN } }, ...args);
    const ask = async (host: string): Promise<number> => {
      const lines = ['GET /api/v1/flags HTTP/1.1', `Host: ${host}`, `Authorization: Bearer ${TOKEN}`];
      return statusOf(await rawRequest(url, lines));
    };
    for (const host of ['localhost', '127.0.0.1:4100', 'flags.test', 'tools.test']) {
      expect(await ask(host), host).to.equal(200);
    }
    expect(await ask('evil.example')).to.equal(421);
  });

  it('answers probes without a token, whatever its base path is', async () => {
    const { url } = await serve({ env: { HALYARD_TOKEN: TOKEN } }, '--base-path', '/flags');
    const { origin } = new URL(url);
    const health = await fetch(`${origin}/healthz`);
    expect([health.status, await health.text()]).to.deep.equal([200, 'ok\n']);
    expect((await fetch(`${origin}/readyz?verbose`, { method: 'HEAD' })).status).to.equal(200);
    expect((await fetch(`${origin}/readyz`, { method: 'POST' })).status).to.equal(404);
    expect((await fetch(`${origin}/healthz/x`)).status).to.equal(404);
  });

  it('is alive but not ready until the flags were read, and stays ready when the store goes away', async () => {
    const port = await freePort();
    const env = { HALYARD_TOKEN: TOKEN, REDIS_URL: `redis://127.0.0.1:${port}` };
    const { url } = await serve({ env });
    const ask = async (path: string): Promise<number> => (await fetch(url + path)).status;
    expect([await ask('healthz'), await ask('readyz')]).to.deep.equal([200, 503]);
    const redis = await RedisServer.start({ port });
    try {
      await eventually('it is ready', async () => (await ask('readyz')) === 200);
    } finally {
      await redis.stop();
    }
    await server!.prints(/is stale/);
    expect([await ask('healthz'), await ask('readyz')]).to.deep.equal([200, 200]);
  });

  it('slows down guesses of its token, and says so once', async () => {
    const { url } = await serve({ env: { HALYARD_TOKEN: TOKEN } });
    for (const guess of ['guess-number-one', 'guess-number-two']) {
      expect((await fetch(`${url}api/v1/flags`, withToken(guess))).status).to.equal(401);
    }
    const line = 'halyard: an unknown token came from 127.0.0.1; more from there are not logged\n';
    await server!.prints(/unknown token/);
    expect(server!.stderr).to.equal(line);
  });

  it('serves the page to every caller, because it has no data', async () => {
    const { url } = await serve({ env: { HALYARD_TOKEN: TOKEN } }, '--base-path', '/flags');
    const answer = await fetch(url);
    expect(url).to.match(/\/flags\/$/);
    expect(answer.headers.get('content-type')).to.match(/^text\/html/);
    expect(await answer.text()).to.not.include('beta');
  });

  it('lets the reading token read and the evaluating token only evaluate', async () => {
    const env = {
      HALYARD_TOKEN: TOKEN,
      HALYARD_READ_TOKEN: 'a-token-to-read-with',
      HALYARD_EVALUATE_TOKEN: 'a-token-to-ask-with',
    };
    const { url } = await serve({ env });
    expect((await fetch(`${url}api/v1/flags`, withToken(env.HALYARD_READ_TOKEN))).status).to.equal(200);
    expect((await enable(url, 'beta', env.HALYARD_READ_TOKEN)).status).to.equal(403);
    expect((await fetch(`${url}api/v1/flags`, withToken(env.HALYARD_EVALUATE_TOKEN))).status).to.equal(403);
    const body = JSON.stringify({ context: { targetingKey: 'alice' } });
    const asked = await fetch(
      `${url}ofrep/v1/evaluate/flags/beta`,
      withToken(env.HALYARD_EVALUATE_TOKEN, { method: 'POST', body }),
    );
    expect(await asked.json()).to.deep.include({ key: 'beta', value: true });
  });

  it('has its metrics for those that may read and for the metrics token, which may do nothing else', async () => {
    const env = {
      HALYARD_TOKEN: TOKEN,
      HALYARD_EVALUATE_TOKEN: 'a-token-to-ask-with',
      HALYARD_METRICS_TOKEN: 'a-token-to-scrape-with',
    };
    const { url } = await serve({ env });
    await fetch(`${url}ofrep/v1/evaluate/flags/beta`, withToken(TOKEN, { method: 'POST', body: '{}' }));
    const scrape = (token: string): Promise<Response> => fetch(`${url}metrics`, withToken(token));
    const answer = await scrape(env.HALYARD_METRICS_TOKEN);
    expect(answer.headers.get('content-type')).to.match(/^text\/plain; version=0\.0\.4/);
    expect(await answer.text()).to.match(/^halyard_evaluations_total\{.*flag="beta".*\} 1$/m);
    expect((await scrape(TOKEN)).status).to.equal(200);
    expect((await scrape(env.HALYARD_EVALUATE_TOKEN)).status).to.equal(403);
    expect((await fetch(`${url}metrics`)).status).to.equal(401);
    const flags = await fetch(`${url}api/v1/flags`, withToken(env.HALYARD_METRICS_TOKEN));
    expect(flags.status).to.equal(403);
  });

  it('has a token for web pages, for flags with some tags only', async () => {
    file.remove();
    file = new FlagFile({ beta: 'on', banner: { tags: ['web'] } });
    const env = { HALYARD_TOKEN: TOKEN, HALYARD_PUBLIC_TOKEN: 'a-token-for-web-pages' };
    const names = async (...args: string[]): Promise<string[]> => {
      const { url } = await serve({ env }, ...args);
      const body = JSON.stringify({ context: {} });
      const asked = withToken(env.HALYARD_PUBLIC_TOKEN, { method: 'POST', body });
      const answer = await fetch(`${url}ofrep/v1/evaluate/flags`, asked);
      const { flags, eventStreams } = (await answer.json()) as {
        flags: { key: string }[];
        eventStreams: { url?: string }[];
      };
      const isAbsolute =
        eventStreams[0]!.url?.startsWith('https://shop.test/flags/ofrep/v1/events?') ?? false;
      expect(isAbsolute).to.equal(args.includes('--public-url'));
      const reading = await fetch(`${url}api/v1/flags`, withToken(env.HALYARD_PUBLIC_TOKEN));
      expect(reading.status).to.equal(403);
      await server!.stop('SIGKILL');
      return flags.map(({ key }) => key);
    };
    expect(await names()).to.deep.equal([]);
    expect(
      await names('--public-tag', 'web', 'shop', '--public-url', 'https://shop.test/flags'),
    ).to.deep.equal(['banner']);
  });

  it('refuses tags without a token for web pages', async () => {
    server = await HalyardProcess.start(['serve', '--file', file.path, '--public-tag', 'web'], {
      env: { HALYARD_TOKEN: TOKEN },
    });
    expect(await server.ended()).to.include({
      code: 2,
      stderr: 'halyard: --public-tag is for HALYARD_PUBLIC_TOKEN, which is not set\n',
    });
  });

  it('refuses short tokens and equal tokens', async () => {
    const refused = async (env: Record<string, string>): Promise<Ended> => {
      server = await HalyardProcess.start(['serve', '--port', '0', '--file', file.path], { env });
      return server.ended();
    };
    const short = await refused({ HALYARD_TOKEN: 'short' });
    expect(short.code).to.equal(2);
    expect(short.stderr).to.contain(
      'HALYARD_TOKEN must have at least 16 visible ASCII characters; "openssl rand -base64 24" makes one',
    );
    const { code, stderr } = await refused({ HALYARD_TOKEN: TOKEN, HALYARD_READ_TOKEN: TOKEN });
    expect({ code, stderr }).to.deep.equal({
      code: 2,
      stderr: 'halyard: HALYARD_READ_TOKEN and HALYARD_TOKEN are the same: give each a token of its own\n',
    });
  });

  it('is under a base path if one is given', async () => {
    const { url } = await serve({ env: { HALYARD_TOKEN: TOKEN } }, '--base-path', '/flags');
    expect(url).to.match(/\/flags\/$/);
    expect((await fetch(`${url}api/v1/flags`, withToken(TOKEN))).status).to.equal(200);
    expect((await fetch(new URL('/api/v1/flags', url), withToken(TOKEN))).status).to.equal(404);
  });

  it('says that the port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    server = await HalyardProcess.start(['serve', '--port', String(port), '--file', file.path], {
      env: { HALYARD_TOKEN: TOKEN },
    });
    const { code, stderr } = await server.ended();
    other.close();
    expect(code).to.equal(1);
    expect(stderr).to.equal(
      `halyard: can't listen on 127.0.0.1, port ${port}: the port is in use: choose another port with --port\n`,
    );
  });

  it('stops on a signal, even with an open event stream', async () => {
    const { url } = await serve({ env: { HALYARD_TOKEN: TOKEN } });
    const events = await fetch(`${url}api/v1/events`, withToken(TOKEN));
    expect(events.status).to.equal(200);
    expect((await server!.stop('SIGTERM')).code).to.equal(0);
    await events.body?.cancel().catch(() => {});
  });

  it('starts while Redis is away, and serves its flags once it is there', async () => {
    const port = await freePort();
    const { url } = await serve({ env: { HALYARD_TOKEN: TOKEN, REDIS_URL: `redis://127.0.0.1:${port}` } });
    await server!.prints(/^halyard: redis could not be read yet: Redis can't be reached/m);
    const redis = await RedisServer.start({ port });
    try {
      await redis.cli('HSET', 'feature_flags', 'late', 'on');
      await until(
        'the flag is served',
        async () => (await fetch(`${url}api/v1/flags/late`, withToken(TOKEN))).ok,
      );
    } finally {
      await redis.stop();
    }
  });

  it('has stored every change that it confirmed, with its history, when it is killed in the middle', async function () {
    this.timeout(60_000);
    const { url } = await serve({ env: { HALYARD_TOKEN: TOKEN } });
    const confirmed: string[] = [];
    /** Creates one flag after another until the server stops answering. */
    const write = async (writer: number): Promise<void> => {
      for (let i = 0; ; i++) {
        const name = `flag_${writer}_${i}`;
        const init = withToken(TOKEN, {
          method: 'PUT',
          body: JSON.stringify({ rules: [{ rollout: i % 100 }] }),
        });
        const answer = await fetch(`${url}api/v1/flags/${name}`, init).catch(() => undefined);
        if (answer === undefined) return;
        if (answer.ok) confirmed.push(name);
        if (confirmed.length === 100) void server!.stop('SIGKILL');
      }
    };
    await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(write));
    expect(confirmed.length).to.be.at.least(100);
    const history = await file.json<{ name: string }[]>('history', '--limit', '2000');
    const [stored, recorded] = [Object.keys(file.flags as object), history.map(({ name }) => name)];
    expect(stored).to.include.members(confirmed);
    expect(recorded).to.include.members(confirmed);
  });
});
