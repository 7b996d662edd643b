import { runCli } from '@halyard/cli';
import { expect } from 'chai';
import { TOKENS } from '../admin/admin-server.js';
import { Upstream } from '../stores/remote/upstream.js';
import { FakeTerminal } from './fake-terminal.js';
import { FlagFile } from './flag-file.js';
import { type Ended, halyard } from './halyard-process.js';

interface Registered {
  readonly name: string;
  readonly result: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly version: string | null;
}

describe('halyard register', () => {
  let file: FlagFile;

  beforeEach(() => {
    file = new FlagFile({ beta: '25%', down: false, '$segment.staff': { plan: 'staff' } });
  });

  afterEach(() => file.remove());

  /** Runs it in this process. */
  const run = async (args: readonly string[]): Promise<Ended> => {
    const asked = new FakeTerminal();
    const code = await runCli(['register', ...args, '--file', file.path], asked.terminal);
    return { code, stdout: asked.printed, stderr: asked.said };
  };
  const json = async (...args: readonly string[]): Promise<Registered[]> => {
    const { code, stdout, stderr } = await run([...args, '--json']);
    expect(code, stderr).to.equal(0);
    return JSON.parse(stdout) as Registered[];
  };

  it('creates the flags that do not exist, off, and leaves the others as they are', async () => {
    expect(await run(['fresh', 'beta', 'also'])).to.deep.equal({
      code: 0,
      stdout: 'fresh: created, gives off\nbeta: exists, gives 25%\nalso: created, gives off\n',
      stderr: '',
    });
    expect(file.flags).to.deep.include({ fresh: false, also: false, beta: '25%', down: false });
  });

  it('creates them as the options say, and says it again as JSON', async () => {
    const options = ['--enable', '--rollout', '50%', '--description', 'new search', '--owner', 'ana'];
    const more = ['--kind', 'experiment', '--expires', '2027-01-31'];
    const [created] = await json('search', ...options, ...more);
    const definition = {
      rules: [{ rollout: 50 }],
      description: 'new search',
      owner: 'ana',
      kind: 'experiment',
      expires: '2027-01-31',
    };
    expect(created).to.deep.include({
      name: 'search',
      result: 'created',
      before: null,
      after: JSON.stringify(definition),
    });
    expect(created!.version).to.be.a('string');
    expect(file.flags).to.deep.include({ search: definition });
    const [exists] = await json('search', '--description', 'another');
    expect(exists).to.include({ result: 'exists', before: created!.after, after: created!.after });
  });

  it('stores short text where there is one', async () => {
    await run(['all', '--enable']);
    await run(['half', '--enable', '--rollout', '50']);
    await run(['later', '--rollout', '50']);
    expect(file.flags).to.deep.include({
      all: true,
      half: '50%',
      later: { rules: [{ rollout: 50 }], enabled: false },
    });
  });

  it('changes existing flags with --update, and nothing but what the options say', async () => {
    await file.change('ruled', {
      enabled: false,
      rules: [{ users: ['ana'] }, { rollout: 10 }],
      owner: 'bo',
    });
    const update = ['beta', 'down', 'ruled', 'fresh', '--update', '--rollout', '25'];
    const { stdout } = await run([...update, '--description', 'a quarter']);
    expect(stdout).to.equal(
      'beta: updated, gives 25%\ndown: updated, gives off\nruled: updated, gives off\nfresh: created, gives off\n',
    );
    const off = { rules: [{ rollout: 25 }], description: 'a quarter', enabled: false };
    expect(file.flags).to.deep.include({
      beta: { rules: [{ rollout: 25 }], description: 'a quarter' },
      down: off,
      fresh: off,
      ruled: {
        enabled: false,
        rules: [{ users: ['ana'] }, { rollout: 25 }],
        owner: 'bo',
        description: 'a quarter',
      },
    });
    const again = await json(...update);
    expect(again.map(({ result }) => result)).to.deep.equal(Array.from({ length: 4 }, () => 'unchanged'));
    const on = await run(['ruled', '--update', '--enable']);
    expect(on.stdout).to.equal('ruled: updated, gives 2 rules\n');
  });

  it('knows a flag by another spelling of its name', async () => {
    await file.change('new_checkout', '5%');
    const { stdout } = await run(['newCheckout', 'new-checkout', '--enable']);
    expect(stdout).to.equal('new_checkout: exists, gives 5%\n');
  });

  it('stores nothing if one name is wrong', async () => {
    file.write('flags.json', '{ "typo": "ture" }');
    for (const [args, code, says] of [
      [['fresh', 'two words'], 4, /must not contain white space/],
      [['fresh', '$segment.new'], 2, /"\$segment\.new" is a segment, not a flag/],
      [['aFlag', 'a_flag'], 4, /"a_flag" is another spelling of the flag aFlag/],
      [['fresh', 'typo', '--update', '--enable'], 4, /the stored text of flag "typo" is invalid/],
      [['fresh', '--rollout', 'x'], 2, /--rollout must be a number from 0 to 100.*received "x"/],
      [['fresh', '--expires', 'soon'], 4, /expires/],
      [['fresh', '--kind', 'relaese'], 2, /--kind must be one of .*did you mean release\?/],
      [[], 2, /<names> is missing/],
    ] as const) {
      const { code: ended, stderr } = await run([...args]);
      expect(stderr, args.join(' ')).to.match(says);
      expect(ended, args.join(' ')).to.equal(code);
    }
    expect(file.flags).to.deep.equal({ typo: 'ture' });
    expect((await run(['typo'])).stdout).to.match(/^typo: exists, gives off \(.*"ture"/);
  });

  it('says that a flag has no effect under a layer that answers first', async () => {
    const forced = ['--force-prefix', 'FORCE_'];
    const { stdout } = await file.run(['register', 'down', 'beta', '--update', '--enable', ...forced], {
      env: { FORCE_DOWN: 'off' },
    });
    expect(stdout).to.match(/^down: stored, but has no effect: .*\nbeta: unchanged, gives 25%\n$/);
  });

  it('creates each flag once when several processes register the same', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const all = await Promise.all([1, 2, 3].map(() => file.json<Registered[]>('register', ...names)));
    const created = all.flat().filter(({ result }) => result === 'created');
    expect(created.map(({ name }) => name)).to.have.members(names);
    expect(all.flat()).to.have.length(12);
  });

  it('works over an API, by one write, and without the right to write if there is nothing to do', async () => {
    const upstream = new Upstream({ beta: '25%' });
    await upstream.start();
    try {
      const runAs = (token: string, ...args: readonly string[]): Promise<Ended> =>
        halyard(['register', ...args], {
          cwd: file.folder,
          env: { HALYARD_URL: upstream.url, HALYARD_TOKEN: token },
        });
      expect(await runAs(TOKENS.writer, 'one', 'beta', 'two', '--enable')).to.deep.include({
        code: 0,
        stdout: 'one: created, gives on\nbeta: exists, gives 25%\ntwo: created, gives on\n',
      });
      expect(upstream.requests.filter((request) => !request.startsWith('GET'))).to.have.length(1);
      expect((await runAs(TOKENS.reader, 'one', 'two')).code).to.equal(0);
      expect((await runAs(TOKENS.reader, 'three')).code).to.equal(6);
    } finally {
      await upstream.kill();
    }
  });
});
