import { FeatureFlags } from '@halyard/core';
import { migrate, SqlBackend } from '@halyard/sql';
import { expect } from 'chai';
import { SqliteFile } from '../support/sql/sqlite-file.js';
import { halyard } from './halyard-process.js';

const DAY = 24 * 3600_000;

describe('halyard, with the use of flags', () => {
  let file: SqliteFile;
  const run = async (...args: readonly string[]) =>
    (await halyard([...args, '--url', 'sqlite:flags.db'], { cwd: file.folder })).stdout;

  before(async () => {
    file = new SqliteFile();
    await migrate(file.url);
    const flags = await FeatureFlags.open(new SqlBackend(file.url), { logger: false });
    await flags.setMany({ used: '5%', unused: '5%' });
    for (const name of ['used', 'unused', 'used']) flags.isEnabled(name, { targetingKey: 'ana' });
    await flags.close();
    await file.sql(
      `UPDATE feature_flags_usage SET last_used = last_used - ${40 * DAY} WHERE name = 'unused'`,
    );
  });

  after(() => file.stop());

  it('get says when a flag was last used, and how often', async () => {
    expect(await run('get', 'used')).to.match(
      /\n {2}used {5}2 evaluations in the last hour, last (?:just now|\d minutes? ago), 1 process\n/,
    );
    expect(await run('get', 'unused')).to.match(/\n {2}used {5}not used for 40 days\n/);
  });

  it('list and get have it in their JSON', async () => {
    const [unused, used] = JSON.parse(await run('list', '--json')) as { usage: { lastUsed: string } }[];
    expect(used!.usage).to.include({ evaluations: 2, processes: 1 });
    expect(new Date(unused!.usage.lastUsed).getTime()).to.be.closeTo(Date.now() - 40 * DAY, DAY);
  });

  it('stale lists the flags that no process used for so many days', async () => {
    expect(await run('stale')).to.match(/^FLAG +WHY\nunused +not used for 40 days\n$/);
    expect(await run('stale', '--unused-days', '41')).to.equal('nothing is stale\n');
    const { code, stderr } = await halyard(['stale', '--unused-days', '0.5', '--url', 'sqlite:flags.db'], {
      cwd: file.folder,
    });
    expect(code).to.equal(2);
    expect(stderr).to.contain('--unused-days must be a whole number of days from 1 to 99999, received "0.5"');
  });
});
