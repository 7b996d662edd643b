import { expect } from 'chai';
import { RedisServer } from '../support/redis-server.js';
import { FlagFile } from './flag-file.js';
import { HalyardProcess } from './halyard-process.js';

describe('halyard watch', () => {
  let file: FlagFile;
  let watching: HalyardProcess | undefined;

  beforeEach(() => {
    file = new FlagFile({ beta: '25%', other: true });
  });

  afterEach(async () => {
    await watching?.stop('SIGKILL');
    file.remove();
  });

  async function watch(...args: readonly string[]): Promise<HalyardProcess> {
    watching = await HalyardProcess.start(['watch', ...args, '--file', file.path]);
    await watching.prints(/watching 2 flags in .*flags\.json; press Ctrl-C to stop/);
    return watching;
  }

  it('prints each change as it happens, until it is interrupted', async () => {
    const halyard = await watch();
    file.write('flags.json', '{ "beta": "50%" }');
    await halyard.prints(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d beta: 25% -> 50%$/m);
    await halyard.prints(/ other: on -> none$/m);
    expect(await halyard.stop('SIGINT')).to.have.property('code', 0);
  });

  it('prints one line of JSON a change for scripts, and only the flags asked for', async () => {
    const halyard = await watch('beta', '--json');
    file.write('flags.json', '{ "beta": "50%", "other": false }');
    await halyard.prints(/"beta"/);
    file.write('flags.json', '{ "beta": "75%", "other": true }');
    await halyard.prints(/75%/);
    const lines = halyard.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ name, before, after }) => ({ name, before, after }))).to.deep.equal([
      { name: 'beta', before: '25%', after: '50%' },
      { name: 'beta', before: '50%', after: '75%' },
    ]);
    expect(lines[0]?.['at']).to.match(/^\d{4}-.*Z$/);
    expect(await halyard.stop('SIGTERM')).to.have.property('code', 0);
  });

  it('says on standard error when the flags can not be read any more, and when they can again', async () => {
    const halyard = await watch();
    file.write('flags.json', '{');
    await halyard.prints(/stale: .*not JSON/);
    file.write('flags.json', '{ "beta": "50%", "other": true }');
    await halyard.prints(/ live$/m);
    expect(halyard.stdout).not.to.contain('stale');
  });

  it('follows what operators type into Redis', async () => {
    const redis = await RedisServer.start();
    try {
      watching = await HalyardProcess.start(['watch'], { cwd: file.folder, env: { REDIS_URL: redis.url } });
      await watching.prints(/watching 0 flags in redis:/);
      await redis.cli('HSET', 'feature_flags', 'beta', '25%');
      await watching.prints(/ beta: none -> 25%$/m);
    } finally {
      await redis.stop();
    }
  });
});
