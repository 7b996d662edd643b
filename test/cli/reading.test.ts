import { expect } from 'chai';
import { FlagFile } from './flag-file.js';
import { halyard } from './halyard-process.js';

interface ListedFlag {
  readonly name: string;
  readonly state: string;
}

describe('halyard, reading flags', () => {
  const file = new FlagFile({
    new_checkout: { rules: [{ rollout: 25 }], owner: 'team-checkout', tags: ['checkout', 'beta'] },
    beta: 'users:alice,bob',
    legacy_down: { enabled: false, description: 'Kills the old API', permanent: true },
    payments_down: { kind: 'kill-switch', rules: [{ when: { region: 'eu' } }] },
    by_hand: { default: false },
    page_size: { default: 10, rules: [{ when: { plan: 'pro' }, serve: 100 }] },
    dark_mode: true,
    sale: { rules: [{ schedule: { from: new Date(2100, 0, 1).toISOString() } }] },
    layout: { requires: ['dark_mode'] },
    wide: {
      default: 10,
      requires: [
        { flag: 'layout', variant: 'on' },
        { flag: 'frozen', enabled: false },
      ],
    },
    typo: 'ture',
    broken: { rolls: [] },
    '$segment.staff': { email: { $endsWith: '@example.com' } },
  });

  after(() => file.remove());

  const listed = async (...args: readonly string[]): Promise<string[]> =>
    (await file.json<ListedFlag[]>('list', ...args)).map(({ name }) => name);

  describe('list', () => {
    it('shows each flag with who gets it: outages first, then by name', async () => {
      const { code, stdout } = await file.run(['list']);
      expect(code).to.equal(0);
      const lines = stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(/ {2,}/));
      expect(lines[0]).to.deep.equal(['NAME', 'GIVES', 'KIND', 'OWNER', 'TAGS', 'ABOUT']);
      expect(lines.slice(1).map(([name, gives]) => [name, gives])).to.deep.equal([
        ['payments_down', 'outage: 503, a condition'],
        ['beta', '2 users'],
        ['broken', 'nothing'],
        ['by_hand', 'off'],
        ['dark_mode', 'on'],
        ['layout', 'on, with dark_mode'],
        ['legacy_down', 'off'],
        ['new_checkout', '25%'],
        ['page_size', 'a condition'],
        ['sale', 'off, scheduled for 2100-01-01 00:00:00'],
        ['typo', 'off'],
        ['wide', '10, with layout at on, without frozen'],
      ]);
      expect(stdout).to.match(/new_checkout +25% +team-checkout +checkout beta/);
      expect(stdout).to.match(/payments_down +outage: 503, a condition +kill-switch/);
      expect(stdout).to.match(/broken .*unknown key.*rules/);
    });

    it('gives scripts the state, the version, the text and the definition', async () => {
      const flags = await file.json<ListedFlag[]>('list', 'new_checkout');
      expect(flags).to.have.length(1);
      expect(flags[0]).to.deep.include({ name: 'new_checkout', state: 'conditional', reach: 'some' });
      const [down] = await file.json<ListedFlag[]>('list', 'payments_down');
      expect(down).to.include({ kind: 'kill-switch' });
      expect(flags[0]).to.have.property('version').that.is.a('string');
      expect(flags[0]).to.have.nested.property('definition.owner', 'team-checkout');
    });

    it('finds words in name, description, owner and tags', async () => {
      expect(await listed('CHECKOUT')).to.deep.equal(['new_checkout']);
      expect(await listed('kills', 'api')).to.deep.equal(['legacy_down']);
      expect(await listed('nothing', 'has', 'these')).to.deep.equal([]);
    });

    it('finds a tag and a state', async () => {
      expect(await listed('--tag', 'beta')).to.deep.equal(['new_checkout']);
      expect(await listed('--state', 'on')).to.deep.equal(['dark_mode']);
      expect(await listed('--state', 'off')).to.deep.equal(['by_hand', 'legacy_down', 'typo']);
      expect(await listed('--state', 'invalid')).to.deep.equal(['broken']);
    });

    it('leaves segments out unless asked for them', async () => {
      expect(await listed('--segments', 'staff')).to.deep.equal(['$segment.staff']);
      expect(await listed('staff')).to.deep.equal([]);
    });

    it('shows of a segment its condition and how many use it', async () => {
      const { stdout } = await file.run(['list', '--segments', 'staff']);
      expect(stdout).to.match(
        /\$segment\.staff +used by (?:no flag|\d+ flags?) +segment +\{"email":\s*\{"\$endsWith":\s*"@example\.com"\}\}/,
      );
    });

    it('sorts by another column, always with outages first', async () => {
      const [, ...byOwner] = (await file.run(['list', '--sort', 'owner'])).stdout.split('\n');
      expect(byOwner[0]).to.match(/^payments_down /);
      expect(byOwner[1]).to.match(/^new_checkout /);
      const { code, stderr } = await file.run(['list', '--sort', 'size']);
      expect([code, stderr]).to.deep.equal([
        2,
        'halyard: --sort must be one of name, changed, state, kind, owner, received "size"\n',
      ]);
    });

    it('shows when and by whom each flag was changed last, newest first if that is the order', async () => {
      const changed = new FlagFile({ alpha: true, beta: true, gamma: true });
      await changed.run(['disable', 'beta', '--actor', 'ana', '--comment', 'errors']);
      await changed.run(['disable', 'alpha', '--actor', 'ben']);
      const { stdout } = await changed.run(['list', '--sort', 'changed']);
      const rows = stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(/ {2,}/));
      expect(rows[0]).to.include.members(['CHANGED', 'BY']);
      expect(
        rows.slice(1, 3).map(([name, , at, by]) => [name, at?.replaceAll(/\d/g, '0'), by]),
      ).to.deep.equal([
        ['alpha', '0000-00-00 00:00:00', 'ben'],
        ['beta', '0000-00-00 00:00:00', 'ana'],
      ]);
      const [, beta] = await changed.json<{ lastChange?: object }[]>('list', '--changed');
      expect(beta!.lastChange).to.include({ actor: 'ana', comment: 'errors' });
      changed.remove();
    });

    it('says so when there are none', async () => {
      const empty = new FlagFile({});
      expect(await empty.run(['list'])).to.deep.equal({ code: 0, stdout: 'no flags\n', stderr: '' });
      expect(await empty.json('list')).to.deep.equal([]);
      empty.remove();
    });
  });

  describe('get', () => {
    it('shows all details of a flag', async () => {
      const { code, stdout } = await file.run(['get', 'new_checkout']);
      expect(code).to.equal(0);
      expect(stdout).to.match(
        /^new_checkout\n {2}gives +25%\n {2}owner +team-checkout\n {2}tags +checkout beta\n/,
      );
      expect(stdout).to.contain('"rollout": 25');
    });

    it('shows its kind, and that some kinds never expire', async () => {
      const { stdout } = await file.run(['get', 'payments_down']);
      expect(stdout).to.match(/^payments_down\n {2}gives +outage: 503, a condition\n {2}kind +kill-switch\n/);
      expect(stdout).to.match(/ {2}expires +never\n/);
    });

    it('finds a flag by another spelling of its name', async () => {
      expect(await file.json('get', 'newCheckout')).to.include({ name: 'new_checkout' });
      expect((await file.run(['explain', 'new-checkout'])).stdout).to.contain('new_checkout');
    });

    it('gives scripts the same as JSON', async () => {
      expect(await file.json('get', 'beta')).to.deep.include({
        name: 'beta',
        text: 'users:alice,bob',
        definition: { rules: [{ users: ['alice', 'bob'] }] },
        lastChange: null,
      });
    });

    it('shows a segment', async () => {
      expect(await file.json('get', '$segment.staff')).to.have.property(
        'text',
        '{"email":{"$endsWith":"@example.com"}}',
      );
    });

    it('says what is wrong with a flag that is not understood', async () => {
      expect((await file.run(['get', 'typo'])).stdout).to.contain('"ture" is not understood');
      const { code, stderr } = await file.run(['get', 'broken']);
      expect(code).to.equal(4);
      expect(stderr).to.match(/the stored text of flag "broken" is invalid: rolls: unknown key/);
    });

    it('suggests the nearest name for an unknown flag', async () => {
      const { code, stdout, stderr } = await file.run(['get', 'new_chekout']);
      expect({ code, stdout }).to.deep.equal({ code: 3, stdout: '' });
      expect(stderr).to.equal('halyard: there is no flag "new_chekout", did you mean new_checkout?\n');
      expect((await file.run(['get', 'new\u200b_checkout'])).stderr).to.equal(
        'halyard: there is no flag "new\\u200b_checkout", did you mean new_checkout?\n',
      );
    });
  });

  describe('explain', () => {
    it('shows what a flag gives to a user, and why', async () => {
      const { code, stdout } = await file.run(['explain', 'beta', '--user', 'alice']);
      expect(code).to.equal(0);
      expect(stdout).to.contain('"alice" is among the 2 users listed');
    });

    it('takes attributes as arguments, as JSON, and into objects', async () => {
      interface Answer {
        readonly answer: { readonly value: unknown };
      }
      const value = async (...args: readonly string[]): Promise<unknown> =>
        (await file.json<Answer>('explain', 'page_size', ...args)).answer.value;
      expect(await value()).to.equal(10);
      expect(await value('plan=pro')).to.equal(100);
      expect(await value('--context', '{"plan":"pro"}')).to.equal(100);
      expect(await value('--context', '{"plan":"pro"}', 'plan=free')).to.equal(10);
    });

    it('refuses attributes that are not written as such', async () => {
      const pair = await file.run(['explain', 'beta', 'plan']);
      expect(pair.code).to.equal(2);
      expect(pair.stderr).to.contain(
        'an attribute must have the form name=value, such as plan=pro, received "plan"',
      );
      const json = await file.run(['explain', 'beta', '--context', '{"plan"']);
      expect(json.code).to.equal(2);
      expect(json.stderr).to.match(/--context must be a JSON object.*line 1, column 8/);
    });

    it('says that a context can not be used', async () => {
      const { code, stdout } = await file.run(['explain', 'beta', '--context', '{"targetingKey":{"id":7}}']);
      expect(code).to.equal(0);
      expect(stdout).to.equal(
        'beta is off: the targetingKey must be text or a number, received an object (ERROR)\n',
      );
    });

    it('suggests the nearest name for an unknown flag', async () => {
      expect(await file.run(['explain', 'betta'])).to.deep.include({ code: 3 });
    });
  });

  describe('status', () => {
    it('says whether the flags can be read, and what is wrong with them', async () => {
      const { code, stdout } = await file.run(['status']);
      expect(code).to.equal(0);
      expect(stdout).to.match(
        /file\(flags\.json\) at .*flags\.json\n {2}state +live\n {2}flags +\d+\n {2}read .*\n {2}problems +2\n/,
      );
      expect(stdout).to.contain('typo: "ture" is not understood');
    });

    it('is JSON for scripts', async () => {
      const status = await file.json<{ invalid: { name: string }[] }>('status');
      expect(status).to.deep.include({ state: 'live', store: file.path });
      expect(status.invalid.map(({ name }) => name)).to.have.members(['typo', 'broken']);
    });

    it('ends with 6 when the flags can not be read, and still says all it knows', async () => {
      const damaged = new FlagFile();
      damaged.write('flags.json', '{');
      const { code, stdout } = await damaged.run(['status']);
      expect(code).to.equal(6);
      expect(stdout).to.match(/state +failed: .*flags\.json: not JSON: .* line 1, column 2/);
      damaged.remove();
    });
  });

  describe('validate', () => {
    it('names every invalid flag and ends with 4', async () => {
      const { code, stdout } = await file.run(['validate']);
      expect(code).to.equal(4);
      expect(stdout).to.match(/invalid typo: "ture" is not understood/);
      expect(stdout).to.match(/invalid broken: rolls: unknown key/);
      expect(stdout).to.match(/2 invalid\n$/);
    });

    it('checks any file, also from standard input, without a store', async () => {
      file.write('good.yaml', 'a: on\nb: { rules: [{ rollout: 5 }] }\n');
      const good = await halyard(['validate', 'good.yaml'], { cwd: file.folder });
      expect(good).to.deep.equal({ code: 0, stdout: '2 flags, valid\n', stderr: '' });
      const piped = await halyard(['validate', '-', '--json'], { input: '{"a":"on","b":{"rules":5}}' });
      expect(piped.code).to.equal(4);
      expect(JSON.parse(piped.stdout)).to.have.nested.property('problems[0].name', 'b');
    });

    it('warns about references to missing flags', async () => {
      file.write(
        'loose.json',
        '{ "a": { "requires": ["billng"] }, "billing": true, "c": { "rules": [{ "when": { "$segment": "x" } }] } }',
      );
      const { code, stdout } = await file.run(['validate', 'loose.json']);
      expect(code).to.equal(0);
      expect(stdout).to.contain('warning a: refers to unknown flag billng, did you mean billing?');
      expect(stdout).to.contain('warning c: refers to unknown segment x');
      expect(stdout).to.match(/3 flags, valid\n$/);
    });

    it('shows a name escaped that looks like another, and says which was meant', async () => {
      file.write('alike.json', '{ "beta": true, "be\u200bta": true, "caf\u0065\u0301": true }');
      const { code, stdout } = await file.run(['validate', 'alike.json']);
      expect(code).to.equal(4);
      expect(stdout).to.contain('invalid "be\\u200bta": a flag name must not contain invisible characters');
      expect(stdout).to.contain('has U+200B; did you mean beta?');
      expect(stdout).to.contain('must be in Unicode normal form C').and.not.contain('\u200b');
    });

    it('says where a file is broken, and when there is none', async () => {
      file.write('bad.json', '{\n  "a": on\n}');
      const bad = await file.run(['validate', 'bad.json']);
      expect(bad.code).to.equal(4);
      expect(bad.stderr).to.match(/bad\.json: not JSON: a value expected at line 2, column 8/);
      const none = await file.run(['validate', 'none.json']);
      expect(none).to.deep.include({ code: 4, stderr: 'halyard: file not found: none.json\n' });
      const other = await file.run(['validate', 'flags.txt']);
      expect(other.code).to.equal(2);
      expect(other.stderr).to.contain('a file of flags is named .json, .yaml or .yml');
    });
  });
});
