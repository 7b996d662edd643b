import { runCli } from '@halyard/cli';
import { expect } from 'chai';
import { TOKENS } from '../admin/admin-server.js';
import { RedisServer } from '../support/redis-server.js';
import { Upstream } from '../stores/remote/upstream.js';
import { FakeTerminal } from './fake-terminal.js';
import { FlagFile } from './flag-file.js';
import { type Ended, halyard } from './halyard-process.js';

interface Report {
  readonly from: string;
  readonly to: string;
  readonly changes: readonly { readonly name: string; readonly change: string }[];
  readonly unchanged: number;
  readonly written: number;
}

const STAGING = { same: '25%', beta: true, fresh: 'users:ana', '$segment.staff': { plan: 'staff' } };
const PRODUCTION = { same: '25%', beta: '10%', old: false };

describe('halyard diff and promote', () => {
  let staging: FlagFile;
  let production: FlagFile;

  beforeEach(() => {
    staging = new FlagFile(STAGING);
    production = new FlagFile(PRODUCTION);
  });

  afterEach(() => {
    staging.remove();
    production.remove();
  });

  /** Runs it in this process, at a terminal on which nothing is answered. */
  const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> => {
    const asked = new FakeTerminal(env);
    const code = await runCli(args, asked.terminal);
    return { code, stdout: asked.printed, stderr: asked.said };
  };
  const between = (): string[] => ['--from', staging.path, '--to', production.path];
  const json = async (...args: readonly string[]): Promise<Report> => {
    const { code, stdout, stderr } = await run([...args, ...between(), '--json']);
    expect(code, stderr).to.equal(0);
    return JSON.parse(stdout) as Report;
  };

  describe('diff', () => {
    it('shows what only one store has, and what differs', async () => {
      const difference = [
        '+ $segment.staff: {"plan":"staff"}',
        '~ beta: 10% -> on',
        '+ fresh: users:ana',
        '- old: off',
        '4 flags different, 1 the same',
        '',
      ].join('\n');
      expect(await run(['diff', ...between()])).to.deep.equal({ code: 0, stdout: difference, stderr: '' });
      expect((await run(['diff', ...between(), '--exit-code'])).code).to.equal(9);
      expect(await json('diff', 'beta', 'old')).to.deep.include({
        from: staging.path,
        to: production.path,
        unchanged: 0,
      });
      expect(production.flags).to.deep.equal(PRODUCTION);
    });

    it('compares meanings, of only the given flags if there are any', async () => {
      production.write('flags.json', '{ "same": { "rules": [{ "rollout": 25 }] }, "beta": "on" }');
      expect((await run(['diff', 'same', 'beta', ...between(), '--exit-code'])).stdout).to.equal(
        '0 flags different, 2 the same\n',
      );
      const { code, stderr } = await run(['diff', 'bta', ...between()]);
      expect({ code, stderr }).to.deep.equal({
        code: 3,
        stderr: 'halyard: neither --from nor --to has a flag "bta", did you mean beta?\n',
      });
    });

    it('leaves out what is invalid, and says so', async () => {
      staging.write('flags.json', '{ "beta": { "rolls": 1 }, "same": "ture" }');
      const { code, stdout, stderr } = await run(['diff', ...between()]);
      expect({ code, stdout }).to.deep.equal({
        code: 0,
        stdout: '- old: off\n1 flag different, 0 the same\n',
      });
      expect(stderr)
        .to.match(/skipped: beta: rolls: unknown key/)
        .and.match(/skipped: same: .*"ture"/);
    });
  });

  describe('promote', () => {
    it('copies the flags, and keeps those that only the target has', async () => {
      const { code, stdout } = await run(['promote', ...between(), '--yes', '--actor', 'ana']);
      expect({ code, stdout }).to.deep.equal({ code: 0, stdout: '3 of 3 changed, 1 already the same\n' });
      expect(production.flags).to.deep.equal({ ...STAGING, old: false });
      expect(staging.flags).to.deep.equal(STAGING);
      const [entry] = await production.json<object[]>('history', 'beta');
      expect(entry).to.include({ actor: 'ana', comment: `promoted from ${staging.path}` });
      expect(await json('promote', '--yes')).to.deep.include({ changes: [], unchanged: 4, written: 0 });
    });

    it('copies only the given flags, and deletes only those of them', async () => {
      const report = await json('promote', 'fresh', 'old', '--delete', '--yes');
      expect(report.changes.map(({ name, change }) => [name, change])).to.deep.equal([
        ['fresh', 'create'],
        ['old', 'delete'],
      ]);
      expect(production.flags).to.deep.equal({ same: '25%', beta: '10%', fresh: 'users:ana' });
      expect((await json('promote', '--delete', '--yes')).written).to.equal(2);
      expect(production.flags).to.deep.equal(STAGING);
    });

    it('does not delete all flags of a store for another one that has none', async () => {
      staging.write('flags.json', '{}');
      const { code, stderr } = await run(['promote', ...between(), '--delete', '--yes']);
      expect(code).to.equal(4);
      expect(stderr).to.match(
        /has no flags, so that --delete would delete all of .* \(\d flags\): check --from/,
      );
      expect(production.flags).to.deep.equal(PRODUCTION);
    });

    it('shows the difference before it asks, and does nothing in a dry run or without a yes', async () => {
      const dry = await run(['promote', ...between(), '--dry-run', '--delete']);
      expect(dry.stdout).to.match(/~ beta: 10% -> on\n.*\n- old: off\n4 to change, 1 already the same\n$/);
      const refused = await halyard(['promote', ...between()]);
      expect(refused.code).to.equal(8);
      expect(refused.stderr)
        .to.contain('  ~ beta: 10% -> on\n')
        .and.match(
          /3 flags in .* would be created, changed or deleted\. Promote\? Not a terminal: pass --yes/,
        );
      const no = new FakeTerminal({ answers: ['n'] });
      expect(await runCli(['promote', ...between()], no.terminal)).to.equal(8);
      expect(production.flags).to.deep.equal(PRODUCTION);
      const yes = new FakeTerminal({ answers: ['y'] });
      expect(await runCli(['promote', ...between()], yes.terminal)).to.equal(0);
      expect(yes.said).to.contain('  + fresh: users:ana\n');
      expect(production.flags).to.include({ beta: true });
    });

    it('overwrites nothing that another user changed meanwhile', async () => {
      const slow = async (): Promise<string> => {
        await production.change('beta', '99%');
        return 'y';
      };
      const asked = new FakeTerminal({ answers: [slow] });
      expect(await runCli(['promote', ...between()], asked.terminal)).to.equal(5);
      expect(asked.said).to.match(
        /another user changed "beta" during the promotion; these were not promoted/,
      );
      expect(production.flags).to.deep.equal({ ...STAGING, beta: '99%', old: false });
    });

    it('writes nothing from invalid flags, unless they are left out', async () => {
      staging.write('flags.json', '{ "beta": { "rolls": 1 }, "fresh": true }');
      const { code, stderr } = await run(['promote', ...between(), '--yes']);
      expect(code).to.equal(4);
      expect(stderr).to.match(/is invalid; nothing was promoted:\n {2}beta: rolls: unknown key/);
      expect(production.flags).to.deep.equal(PRODUCTION);
      const skipping = await run(['promote', ...between(), '--yes', '--skip', '--delete']);
      expect(skipping.stderr).to.match(/skipped: beta: rolls/);
      expect(production.flags).to.deep.equal({ beta: '10%', fresh: true });
    });

    it('warns of references that would lead nowhere', async () => {
      const flags = {
        base: true,
        top: { requires: ['base'] },
        who: { rules: [{ when: { $segment: 'staff' } }] },
      };
      staging.write('flags.json', JSON.stringify({ ...flags, '$segment.staff': { plan: 'staff' } }));
      const one = await run(['promote', 'top', 'who', ...between(), '--dry-run']);
      expect(one.stderr).to.equal(
        'warning: top refers to unknown flag base\nwarning: who refers to unknown segment staff\n',
      );
      expect((await run(['promote', ...between(), '--dry-run'])).stderr).to.equal('');
      production.write('flags.json', JSON.stringify({ old: true, own: { requires: ['old', 'never'] } }));
      const two = await run(['promote', 'old', ...between(), '--delete', '--dry-run']);
      expect(two.stderr).to.equal('warning: own refers to unknown flag old\n');
    });
  });

  it('says what is wrong, and never shows a password', async () => {
    const [one, other] = ['redis://ana:xyzzy@127.0.0.1:1', 'redis://127.0.0.1:2'];
    const api = 'http://127.0.0.1:3';
    for (const [args, code, says] of [
      [
        ['--from', one, '--to', one.replace('ana:xyzzy@', '')],
        2,
        /are the same store: redis:\/\/127\.0\.0\.1:1/,
      ],
      [['--from', one.replace('redis', 'ftp'), '--to', other], 2, /^halyard: --from must have the form/],
      [['--from', one, '--to', 'x.json', '--to-key', 'y'], 2, /--to is a file: leave out --to-key/],
      [['--from', one, '--to', api, '--to-key', 'y'], 2, /pass either --to or --to-key/],
      [['--from', one, '--to', 'sqlite:x.db', '--to-key', 'y'], 2, /: a SQL database has --to-table/],
      [
        ['--from', one, '--to', 'x.json', '--from-table', 'y'],
        2,
        /--from-table names a .* pass --from postgres/,
      ],
      [
        ['--from', one, '--to', 'x.json', '--key', 'y'],
        2,
        /leave out --key, and pass --from-key or --to-key/,
      ],
      [
        ['--from', one],
        2,
        /^halyard: --to <url> is missing; usage: halyard diff \[options\] \[names\.\.\.\]\n$/,
      ],
      [['--from', staging.path, '--to', 'x.json'], 6, /x\.json does not exist yet/],
    ] as const) {
      const ended = await run(['diff', ...args], { HALYARD_TOKEN: 'xyzzy' });
      expect(ended.stderr, args.join(' ')).to.match(says);
      expect(ended.code, ended.stderr).to.equal(code);
      expect(ended.stdout + ended.stderr).not.to.contain('xyzzy');
    }
  });

  it('takes hashes of Redis and APIs, with a token for each', async () => {
    const redis = await RedisServer.start();
    const upstream = new Upstream({ beta: '10%' });
    await upstream.start();
    try {
      await redis.cli('HSET', 'staging:flags', 'beta', 'on', 'fresh', '5%');
      const fromRedis = ['--from', redis.url, '--from-key', 'staging:flags'];
      const env = { HALYARD_TO_TOKEN: TOKENS.writer, HALYARD_TOKEN: 'xyzzy-of-another' };
      const promoted = await halyard(['promote', ...fromRedis, '--to', upstream.url, '--yes'], { env });
      expect(promoted).to.include({ code: 0, stdout: '2 of 2 changed, 0 already the same\n' });
      expect(Object.fromEntries(upstream.store.texts)).to.deep.equal({ beta: 'on', fresh: '5%' });
      const [entry] = (await upstream.flags.history({ name: 'beta' }))!;
      expect(entry!.comment).to.equal(`promoted from ${redis.url} (staging:flags)`);
      const back = ['--from', upstream.url, '--from-token', TOKENS.reader, '--to', redis.url];
      expect((await halyard(['promote', ...back, '--to-key', 'production:flags', '--yes'])).code).to.equal(0);
      expect(await redis.cli('HGET', 'production:flags', 'fresh')).to.equal('5%');
      // Neither the token of another API nor a password is of use, or shown.
      for (const [from, to, says] of [
        [upstream.url, redis.url, /answered 401: authentication required/],
        [redis.url.replace('//', '//ana:xyzzy@'), upstream.url, /redis:\/\/127\.0\.0\.1:\d+: .*WRONGPASS/],
      ] as const) {
        const ended = await halyard(['diff', '--from', from, '--to', to], {
          env: { HALYARD_TOKEN: TOKENS.writer },
        });
        expect(ended.stderr).to.match(says).and.not.contain('xyzzy');
        expect(ended.code).to.equal(6);
      }
    } finally {
      await upstream.kill();
      await redis.stop();
    }
  });
});
