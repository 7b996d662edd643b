import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { AdminServer, TOKENS } from '../admin/admin-server.js';
import { freePort } from '../support/free-port.js';
import { FlagFile } from './flag-file.js';
import { type Ended, halyard, HalyardProcess } from './halyard-process.js';

describe('halyard over an API', () => {
  let server: AdminServer;
  let folder: FlagFile;

  beforeEach(async () => {
    server = await AdminServer.start(
      { beta: 'users:alice', ramp: '25%', off: false },
      { basePath: '/flags' },
    );
    folder = new FlagFile();
  });

  afterEach(async () => {
    await server.stop();
    folder.remove();
  });

  const url = (): string => `${server.origin}/flags`;
  const run = (args: readonly string[], token: string = TOKENS.writer): Promise<Ended> =>
    halyard(args, { cwd: folder.folder, env: { HALYARD_URL: url(), HALYARD_TOKEN: token } });
  const json = async <T>(...args: readonly string[]): Promise<T> => {
    const { code, stdout, stderr } = await run([...args, '--json']);
    expect(code, stderr).to.equal(0);
    return JSON.parse(stdout) as T;
  };

  it('reads: list, get, explain, export, validate, stale, status', async () => {
    expect((await json<{ name: string }[]>('list')).map(({ name }) => name)).to.deep.equal([
      'beta',
      'off',
      'ramp',
    ]);
    expect(await json('get', 'beta')).to.include({ name: 'beta', text: 'users:alice' });
    const { answer } = await json<{ answer: object }>('explain', 'beta', '--user', 'alice');
    expect(answer).to.include({ on: true });
    expect(JSON.parse((await run(['export'])).stdout)).to.deep.equal({
      beta: 'users:alice',
      off: false,
      ramp: '25%',
    });
    expect(await json('validate')).to.include({ valid: true, checked: 3 });
    expect(await json('stale')).to.deep.equal([]);
    const status = await json<{ store: string }>('status');
    expect(status).to.include({ store: url(), name: `remote(${url().slice('http://'.length)})`, flags: 3 });
    expect(status).not.to.have.property('reason', 'failed');
  });

  it('writes: set, enable, disable, rollout, delete, import, undo, with its history', async () => {
    expect((await run(['set', 'new', '10%', '--comment', 'why not', '--actor', 'bob'])).stdout).to.equal(
      'new: none -> 10%\n',
    );
    expect((await run(['rollout', 'new', '20'])).code).to.equal(0);
    expect((await run(['disable', 'new'])).stdout).to.contain('now off');
    expect((await run(['enable', 'off'])).stdout).to.contain('now on');
    expect((await run(['delete', 'ramp', '--yes'])).code).to.equal(0);
    folder.write('more.json', '{"more": "5%"}');
    expect((await run(['import', 'more.json'])).code).to.equal(0);
    expect((await run(['undo', 'more', '--yes'])).code).to.equal(0);
    expect(server.flags.all().map(({ name, text }) => [name, text])).to.deep.equal([
      ['beta', 'users:alice'],
      ['new', '{"rules":[{"rollout":20}],"enabled":false}'],
      ['off', 'on'],
    ]);
    const [entry] = (await json<{ actor: string; comment: string }[]>('history', 'new')).slice(-1);
    expect(entry).to.include({ actor: 'bob (ana)', comment: 'why not' });
  });

  it('watches changes as they happen', async () => {
    const watching = await HalyardProcess.start(['watch', '--json', '--url', url()], {
      cwd: folder.folder,
      env: { HALYARD_TOKEN: TOKENS.reader },
    });
    await watching.prints(/watching 3 flags in http/);
    await server.flags.set('beta', '50%');
    const [line] = await watching.prints(/^\{.*\}$/m);
    expect(JSON.parse(line)).to.include({ name: 'beta', before: 'users:alice', after: '50%' });
    expect((await watching.stop()).code).to.equal(0);
  });

  it('refuses to overwrite what another user changed', async () => {
    const { code, stderr } = await run(['set', 'beta', 'on', '--if-version', 'another']);
    expect(code).to.equal(5);
    expect(stderr).to.contain('changed in the meantime');
  });

  it('takes --url and --token before the variables, and HALYARD_URL before REDIS_URL', async () => {
    const env = { REDIS_URL: 'redis://127.0.0.1:1', HALYARD_URL: 'https://127.0.0.1:1', HALYARD_TOKEN: 'x' };
    const given = ['--url', url(), '--token', TOKENS.reader];
    expect((await halyard(['get', 'beta', ...given], { env })).code).to.equal(0);
    expect((await halyard(['get', 'beta'], { env })).stderr).to.match(/^halyard: https:\/\/127\.0\.0\.1:1: /);
  });

  it('says why it fails, with a code of its own, and never shows a token or a password', async () => {
    const secret = 'xyzzy-a-secret-token';
    const port = await freePort();
    const cases: readonly (readonly [args: readonly string[], code: number, says: RegExp])[] = [
      [
        ['list', '--url', url(), '--token', secret],
        6,
        /answered 401: the token is not accepted.*the token are right/,
      ],
      [
        ['list', '--url', `http://ana:${secret}@127.0.0.1:${port}`],
        6,
        /http:\/\/127\.0\.0\.1:\d+: .*ECONNREFUSED/,
      ],
      [['list', '--url', server.origin, '--token', secret], 6, /answered 404/],
      [['list', '--url', `ftp://ana:${secret}@host`], 2, /--url must have the form redis:.*https:/],
      [['list', '--url', url(), '--token', `${secret} `], 2, /the token must be visible ASCII/],
      [['list', '--url', url(), '--key', 'x'], 2, /pass either --url or --key/],
      [['list', '--url', url(), '--file', 'x.json'], 2, /pass either --file or --url/],
      [
        ['set', 'beta', 'on', '--url', url(), '--token', TOKENS.reader],
        6,
        /rita does not have write permission/,
      ],
    ];
    for (const [args, code, says] of cases) {
      for (const more of [[], ['--json']]) {
        const ended = await halyard([...args, ...more], { cwd: folder.folder });
        expect(ended.stderr, args.join(' ')).to.match(says);
        expect(ended.code, ended.stderr).to.equal(code);
        expect(ended.stdout + ended.stderr).not.to.contain('xyzzy');
      }
    }
  });

  it('sends no token of the environment to an address in .env', async () => {
    folder.write('.env', `HALYARD_URL=${url()}\n`);
    const options = { cwd: folder.folder, env: { HALYARD_TOKEN: TOKENS.writer } };
    const refused = await halyard(['get', 'beta'], options);
    expect(refused.code).to.equal(6);
    expect(refused.stderr).to.match(
      /\.env sets HALYARD_URL\nHALYARD_TOKEN of the environment is not sent to/,
    );
    expect(refused.stderr).to.match(/answered 401/);
    folder.write('.env', `HALYARD_URL=${url()}\nHALYARD_TOKEN=${TOKENS.reader}\n`);
    expect((await halyard(['get', 'beta'], options)).code).to.equal(0);
  });
});
