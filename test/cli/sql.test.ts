import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../support/free-port.js';
import { PostgresServer } from '../support/sql/postgres-server.js';
import { FlagFile } from './flag-file.js';
import { halyard } from './halyard-process.js';

describe('halyard, with flags in a SQL database', () => {
  let file: FlagFile;
  const run = (...args: readonly string[]) => halyard(args, { cwd: file.folder });

  beforeEach(() => {
    file = new FlagFile();
  });

  afterEach(() => file.remove());

  it('migrates, reads, changes and undoes', async () => {
    const url = ['--url', 'sqlite:flags.db'];
    expect((await run('sql', 'migrate', ...url)).stdout).to.equal(
      'feature_flags is up to date in sqlite:flags.db\n',
    );
    expect((await run('sql', 'migrate', ...url)).code).to.equal(0);
    expect((await run('set', 'beta', '25%', '--actor', 'ana', ...url)).code).to.equal(0);
    expect((await run('enable', 'beta', ...url)).code).to.equal(0);
    const { stdout } = await run('history', 'beta', '--json', ...url);
    expect((JSON.parse(stdout) as { actor: string }[])[0]?.actor).to.equal('ana');
    expect((await run('status', ...url)).stdout).to.contain('sqlite:flags.db');
  });

  it('takes the URL from HALYARD_URL, before REDIS_URL, and the table from --table', async () => {
    const env = { HALYARD_URL: 'sqlite:flags.db', REDIS_URL: 'redis://127.0.0.1:1' };
    const options = { cwd: file.folder, env };
    expect((await halyard(['sql', 'migrate', '--table', 'switches'], options)).code).to.equal(0);
    expect((await halyard(['set', 'beta', 'on', '--table', 'switches'], options)).code).to.equal(0);
    expect((await halyard(['get', 'beta', '--table', 'switches'], options)).code).to.equal(0);
    const { code, stderr } = await halyard(['list'], options);
    expect(code).to.equal(6);
    expect(stderr).to.match(
      /^halyard: sqlite:flags\.db: the table "feature_flags" .* run "halyard sql migrate/,
    );
  });

  it('makes no file but by migrating', async () => {
    const { code, stderr } = await run('set', 'beta', 'on', '--url', 'sqlite:flags.db');
    expect(code).to.equal(6);
    expect(stderr).to.match(/flags\.db does not exist: run "halyard sql migrate --url sqlite:flags\.db"/);
    expect(existsSync(join(file.folder, 'flags.db'))).to.equal(false);
    for (const args of [['list'], ['sql', 'migrate']]) {
      const { code: failed, stderr: says } = await run(...args, '--url', 'sqlite:none/flags.db');
      expect(failed).to.equal(6);
      expect(says).to.match(/the folder .*none does not exist: create it/);
    }
  });

  it('prints the migration of each database, and runs nothing', async () => {
    for (const [url, pattern] of [
      ['postgres://ana:secret@127.0.0.1:1/shop', /LANGUAGE plpgsql/],
      ['mysql://ana:secret@127.0.0.1:1/shop', /^DELIMITER \/\//],
      ['sqlite:flags.db', /AUTOINCREMENT/],
    ] as const) {
      const { code, stdout } = await run('sql', 'migrate', '--print', '--url', url);
      expect(code).to.equal(0);
      expect(stdout).to.match(pattern).and.not.contain('secret');
    }
    expect(existsSync(join(file.folder, 'flags.db'))).to.equal(false);
  });

  it('says what is wrong with the options', async () => {
    for (const [args, message] of [
      [
        ['list', '--url', 'ftp://:secret@db'],
        /^halyard: --url must have the form redis:.* postgres:.*sqlite:path, etcd:.* consul:.* s3:.*, or https:\/\/ for an API, received one with ftp:\/\/\n$/,
      ],
      [['list', '--url', 'postgres://:secret@local host'], /^halyard: --url must have the form redis:/],
      [['list', '--url', 'sqlite:x', '--file', 'y.json'], /^halyard: pass either --file or --url\n$/],
      [
        ['list', '--url', 'sqlite:x', '--key', 'y'],
        /^halyard: --key names a hash in Redis: a SQL database has --table\n$/,
      ],
      [['list', '--url', 'redis://x', '--table', 'y'], /^halyard: --table names a table in a SQL database/],
      [['sql', 'migrate', '--file', 'flags.json'], /^halyard: "sql migrate" needs --url postgres:/],
      [['sql', 'migrate', '--print'], /^halyard: "sql migrate" needs --url postgres:/],
      [['sql', 'drop', '--url', 'sqlite:x'], /^halyard: <action> must be one of migrate, received "drop"\n$/],
    ] as const) {
      const { code, stdout, stderr } = await run(...args);
      expect({ code, stdout }, args.join(' ')).to.deep.equal({ code: 2, stdout: '' });
      expect(stderr).to.match(message).and.not.contain('secret');
    }
  });

  it('says at once that the server can not be reached, where it is looked for, and never the password', async () => {
    const port = await freePort();
    const url = `postgres://ana:secret@127.0.0.1:${port}/shop`;
    for (const args of [['list'], ['sql', 'migrate']]) {
      const { code, stdout, stderr } = await run(...args, '--url', url);
      expect({ code, stdout }).to.deep.equal({ code: 6, stdout: '' });
      expect(stderr).to.contain(`PostgreSQL can't be reached (connect ECONNREFUSED 127.0.0.1:${port})`);
      expect(stderr).not.to.contain('secret');
    }
  });

  it('works on PostgreSQL', async () => {
    const server = await PostgresServer.start();
    try {
      const url = ['--url', server.url];
      expect((await run('sql', 'migrate', ...url)).stdout).to.equal(
        `feature_flags is up to date in postgres://127.0.0.1:${server.port}/postgres\n`,
      );
      expect((await run('set', 'beta', 'on', ...url)).code).to.equal(0);
      await server.sql("UPDATE feature_flags SET text = 'off'");
      expect((await run('undo', 'beta', ...url)).stdout).to.equal('beta: off -> on\n');
    } finally {
      await server.process.stop();
    }
  });
});
