import { expect } from 'chai';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type AddressInfo, createServer } from 'node:net';
import { once } from 'node:events';
import { freePort } from '../support/free-port.js';
import { RedisServer } from '../support/redis-server.js';
import { FlagFile } from './flag-file.js';
import { halyard, HalyardProcess } from './halyard-process.js';

describe('halyard, finding the flags', () => {
  let file: FlagFile;

  beforeEach(() => {
    file = new FlagFile({ beta: true });
  });

  afterEach(() => file.remove());

  it('says what to set when no store is given', async () => {
    const { code, stdout, stderr } = await halyard(['list'], { cwd: file.folder });
    expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' });
    expect(stderr).to.match(
      /^halyard: no store given: set REDIS_URL=redis:.*, or pass --file flags\.json or --url\n$/,
    );
  });

  it('takes the file before REDIS_URL, relative to the working directory, before or after the command', async () => {
    const options = { cwd: file.folder, env: { REDIS_URL: 'redis://127.0.0.1:1' } };
    expect((await halyard(['--file', 'flags.json', 'get', 'beta'], options)).code).to.equal(0);
    expect((await halyard(['get', 'beta', '--file', 'flags.json'], options)).code).to.equal(0);
  });

  it('refuses a key together with a file', async () => {
    const { code, stderr } = await file.run(['list', '--key', 'flags']);
    expect({ code, stderr }).to.deep.equal({
      code: 2,
      stderr: 'halyard: --key names a hash in Redis: pass either --file or --key\n',
    });
  });

  it('says what is wrong with REDIS_URL, and never shows it', async () => {
    for (const url of ['localhost:6379', 'http://:secret@localhost', 'redis://:secret@local host']) {
      const { code, stderr } = await halyard(['list'], { cwd: file.folder, env: { REDIS_URL: url } });
      expect(code).to.equal(2);
      expect(stderr)
        .to.match(/^halyard: REDIS_URL must have the form redis:/)
        .and.not.contain('secret');
    }
    const named = await halyard(['list', '--url', 'redis://:secret@localhost/shop'], { cwd: file.folder });
    expect(named.code).to.equal(2);
    expect(named.stderr).to.equal(
      'halyard: the path of --url is the number of a database, such as /3; received "/shop"\n',
    );
  });

  it('reads .env of the working directory, and the environment before it', async () => {
    const port = await freePort();
    file.write('.env', `REDIS_URL=redis://127.0.0.1:${port}\n`);
    const fromFile = await halyard(['list'], { cwd: file.folder });
    expect(fromFile.stderr).to.contain(`redis://127.0.0.1:${port}: Redis can't be reached`);
    const other = await freePort();
    const env = { REDIS_URL: `redis://127.0.0.1:${other}` };
    expect((await halyard(['list'], { cwd: file.folder, env })).stderr).to.contain(`127.0.0.1:${other}`);
  });

  it('says which variables .env sets, and never their values', async () => {
    const port = await freePort();
    file.write('.env', `REDIS_URL=redis://:secret@127.0.0.1:${port}\nHALYARD_TOKEN=a-token\nOTHER=1\n`);
    const { stderr } = await halyard(['get', 'beta'], { cwd: file.folder });
    expect(stderr.split('\n')[0]).to.match(/^\/.*\.env sets REDIS_URL, HALYARD_TOKEN$/);
    expect(stderr).not.to.match(/secret|a-token|OTHER/);
    const env = { REDIS_URL: `redis://127.0.0.1:${port}`, HALYARD_TOKEN: 'b' };
    expect((await halyard(['get', 'beta'], { cwd: file.folder, env })).stderr).to.match(/^halyard: redis:/);
  });

  it('does not read .env with --file', async () => {
    file.write('.env', 'REDIS_URL=redis://127.0.0.1:1\n');
    expect((await file.run(['get', 'beta'])).stderr).to.equal('');
    expect((await halyard(['validate', 'flags.json'], { cwd: file.folder })).stderr).to.equal('');
  });

  it('ignores a .env that is a folder', async () => {
    mkdirSync(join(file.folder, '.env'));
    expect((await file.run(['get', 'beta'])).code).to.equal(0);
    const { code, stderr } = await halyard(['list'], { cwd: file.folder });
    expect(code).to.equal(2);
    expect(stderr).to.match(/^halyard: no store given/);
  });

  it('says that a file does not exist, instead of having no flags', async () => {
    for (const args of [
      ['list'],
      ['get', 'beta'],
      ['explain', 'beta'],
      ['export'],
      ['history'],
      ['stale'],
      ['watch'],
      ['rollout', 'beta', '5'],
      ['delete', 'beta'],
      ['undo', 'beta'],
    ]) {
      const { code, stdout, stderr } = await halyard([...args, '--file', 'typo.yaml'], { cwd: file.folder });
      expect({ code, stdout, stderr }, args[0]).to.deep.equal({
        code: 6,
        stdout: '',
        stderr:
          'halyard: typo.yaml does not exist yet: check the path; "halyard set" creates it with the first flag\n',
      });
    }
    expect((await halyard(['status', '--file', 'typo.yaml'], { cwd: file.folder })).code).to.equal(6);
    expect(existsSync(join(file.folder, 'typo.yaml'))).to.equal(false);
  });

  it('says at once that Redis can not be reached, where it is looked for, and never the password', async () => {
    const port = await freePort();
    const { code, stdout, stderr } = await halyard(['disable', 'beta'], {
      cwd: file.folder,
      env: { REDIS_URL: `redis://ana:secret@127.0.0.1:${port}/3` },
    });
    expect({ code, stdout }).to.deep.equal({ code: 6, stdout: '' });
    expect(stderr).to.equal(
      `halyard: redis://127.0.0.1:${port}/3: Redis can't be reached (connect ECONNREFUSED 127.0.0.1:${port}). ` +
        'Check that it is running and that the URL is right\n',
    );
  });

  it('does not ask whether Redis runs where it answered', async () => {
    const redis = await RedisServer.start();
    try {
      await redis.cli('SET', 'feature_flags', 'text');
      for (const [url, says] of [
        [
          `redis://ana:xyzzy@127.0.0.1:${redis.port}`,
          /Redis does not accept the credentials: Redis answers "[^\n]*"\n$/,
        ],
        [
          redis.url,
          /the key "feature_flags" holds something other than a hash: [^\n]* wrong kind of value"\n$/,
        ],
      ] as const) {
        const { stderr } = await halyard(['list', '--url', url], { cwd: file.folder });
        expect(stderr).to.match(says).and.not.contain('xyzzy');
      }
    } finally {
      await redis.stop();
    }
  });

  it('gives up on a server that accepts connections and never answers', async function () {
    this.timeout(30_000);
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { code, stderr } = await halyard(['list'], {
      cwd: file.folder,
      env: { REDIS_URL: `redis://127.0.0.1:${port}` },
    });
    server.close();
    expect(code).to.equal(6);
    expect(stderr).to.contain(`redis://127.0.0.1:${port}: `).and.contain('that the URL is right');
  });

  it('says where a file is broken, and changes nothing in it', async () => {
    file.write('flags.json', '{\n  "beta": on\n}\n');
    const { code, stderr } = await file.run(['set', 'beta', 'on']);
    expect(code).to.equal(6);
    expect(stderr).to.match(/flags\.json: not JSON: a value expected at line 2, column 11/);
  });

  it('makes a file that is not there, but no folder', async () => {
    const fresh = new FlagFile();
    const { code, stderr } = await fresh.run(['set', 'beta', 'on']);
    expect(code).to.equal(0);
    expect(stderr).to.equal(`${fresh.path} does not exist yet\n"beta" is new\n`);
    expect(fresh.flags).to.deep.equal({ beta: true });
    fresh.remove();
    const lost = await halyard(['set', 'beta', 'on', '--file', 'nowhere/flags.json'], { cwd: file.folder });
    expect(lost.code).to.equal(6);
    expect(lost.stderr).to.match(/there is no folder .*nowhere/);
  });

  it('ends quietly when the reader closes the pipe', async () => {
    const big = new FlagFile(Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`flag_${i}`, true])));
    const listing = await HalyardProcess.start(['list', '--json', '--file', big.path]);
    listing.closeOutput();
    const { stderr } = await listing.ended();
    expect(stderr).to.equal('');
    big.remove();
  });

  describe('in Redis', () => {
    let redis: RedisServer;

    before(async () => {
      redis = await RedisServer.start();
    });

    beforeEach(() => redis.cli('FLUSHALL'));

    after(() => redis.stop());

    const run = (...args: readonly string[]) =>
      halyard(args, { cwd: file.folder, env: { REDIS_URL: redis.url } });

    it('reads and writes the hash that operators type into', async () => {
      await redis.cli('HSET', 'feature_flags', 'new_checkout', 'off');
      expect((await run('enable', 'new_checkout')).stdout).to.equal('new_checkout: off -> on\n  now on\n');
      expect(await redis.cli('HGET', 'feature_flags', 'new_checkout')).to.equal('on');
    });

    it('keeps a history of who changed what, and goes back in it', async () => {
      await run('set', 'beta', '25%', '--actor', 'ana', '--comment', 'a quarter');
      await run('set', 'beta', '50%', '--actor', 'bob');
      const { stdout } = await run('history', 'beta', '--json');
      const entries = JSON.parse(stdout) as { actor: string; after: string; comment?: string }[];
      expect(entries.map(({ actor, after }) => `${actor}: ${after}`)).to.deep.equal(['bob: 50%', 'ana: 25%']);
      expect(entries[1]?.comment).to.equal('a quarter');
      expect((await run('undo', 'beta')).stdout).to.equal('beta: 50% -> 25%\n');
    });

    it('takes the hash of another name with --key', async () => {
      expect((await run('set', 'beta', 'on', '--key', 'other')).code).to.equal(0);
      expect(await redis.cli('HGET', 'other', 'beta')).to.equal('on');
      expect(await redis.cli('EXISTS', 'feature_flags')).to.equal('0');
    });

    it('says so when the key holds something else', async () => {
      await redis.cli('SET', 'feature_flags', 'text');
      const { code, stderr } = await run('list');
      expect(code).to.equal(6);
      expect(stderr).to.contain('the key "feature_flags" holds something other than a hash');
    });
  });
});
