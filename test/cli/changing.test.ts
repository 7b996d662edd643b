import { expect } from 'chai';
import { userInfo } from 'node:os';
import { FlagFile } from './flag-file.js';

interface Change {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly version: string | null;
}

interface Entry extends Change {
  readonly id: string;
  readonly at: string;
  readonly actor?: string;
  readonly comment?: string;
}

describe('halyard, changing flags', () => {
  let file: FlagFile;

  beforeEach(() => {
    file = new FlagFile({ new_checkout: '25%', beta: 'users:alice', down: false });
  });

  afterEach(() => file.remove());

  describe('set', () => {
    it('stores short text and definitions, and prints the change', async () => {
      expect(await file.run(['set', 'new_checkout', '50%'])).to.deep.equal({
        code: 0,
        stdout: 'new_checkout: 25% -> 50%\n',
        stderr: '',
      });
      const change = await file.json<Change>(
        'set',
        'beta',
        '{ "rules": [{ "rollout": 5 }],\n "owner": "ana" }',
      );
      expect(change).to.deep.include({
        before: 'users:alice',
        after: '{"rules":[{"rollout":5}],"owner":"ana"}',
      });
      expect(file.flags).to.deep.equal({
        new_checkout: '50%',
        beta: { rules: [{ rollout: 5 }], owner: 'ana' },
        down: false,
      });
    });

    it('reads what to store from standard input for -', async () => {
      await file.run(['set', 'beta', '-'], { input: '{"description":"x"}\n' });
      expect(file.flags).to.have.deep.property('beta', { description: 'x' });
    });

    it('reports that a flag is new, and suggests a similar name', async () => {
      const { code, stderr } = await file.run(['set', 'new_chekout', 'on']);
      expect({ code, stderr }).to.deep.equal({
        code: 0,
        stderr: '"new_chekout" is new, did you mean new_checkout?\n',
      });
    });

    it('rejects an invalid flag with the reason, and stores nothing', async () => {
      const before = file.flags;
      for (const [name, text, problem] of [
        ['beta', 'ture', /^halyard: flag "beta": "ture" is not understood, did you mean true\?$/m],
        ['beta', '{"rules":[{"rolout":5}]}', /rules\[0\]\.rolout: unknown key, did you mean rollout\?/],
        ['beta', '{"rules"', /not JSON: a colon expected at line 1, column 9/],
        ['beta', '{"default":1,"default":2}', /the key "default" is given twice/],
        ['beta', '{"default":9007199254740993}', /write it as text/],
        ['two words', 'on', /a flag name must not contain white space/],
        ['be\u202eta', 'on', /"be\\u202eta" has U\+202E; did you mean beta\?/],
        ['cafe\u0301', 'on', /must be in Unicode normal form C.*did you mean caf\u00e9\?/],
        ['newCheckout', 'on', /"newCheckout" is another spelling of the flag new_checkout/],
        ['$later', 'on', /names starting with \$ are reserved/],
      ] as const) {
        const { code, stderr } = await file.run(['set', name, text]);
        expect(code, text).to.equal(4);
        expect(stderr).to.match(problem);
      }
      expect(file.flags).to.deep.equal(before);
    });

    it('stores nothing with --new or --if-version when the flag has changed', async () => {
      const { version } = await file.json<Change>('set', 'beta', 'on');
      await file.run(['set', 'beta', '10%']);
      const late = await file.run(['set', 'beta', 'off', '--if-version', version!]);
      expect(late.code).to.equal(5);
      expect(late.stderr).to.contain('flag "beta" was changed in the meantime: it is now 10%');
      expect((await file.run(['set', 'beta', 'off', '--new'])).code).to.equal(5);
      expect((await file.run(['set', 'fresh', 'off', '--new'])).code).to.equal(0);
      expect(file.flags).to.have.property('beta', '10%');
    });
  });

  describe('enable and disable', () => {
    it('switch flags and keep their rules', async () => {
      const off = await file.run(['disable', 'new_checkout', 'beta']);
      expect(off.code).to.equal(0);
      expect(off.stdout).to.match(
        /^new_checkout: 25% -> .*\n {2}now off\nbeta: users:alice -> .*\n {2}now off\n$/,
      );
      const on = await file.json<Change[]>('enable', 'new_checkout', 'down');
      expect(on.map(({ after }) => after)).to.deep.equal(['25%', 'on']);
    });

    it('say that a disabled flag is off for everyone', async function () {
      // It starts the program nineteen times.
      this.timeout(30_000);
      const definitions = {
        by_default: { default: true, rules: [{ users: ['alice'], serve: false }] },
        variants: { variants: { a: 1, b: 0 }, default: 'a', rules: [{ users: ['alice'], serve: 'b' }] },
        ten: { default: 10 },
      };
      for (const [name, definition] of Object.entries(definitions)) {
        await file.change(name, definition);
        const { stdout } = await file.run(['disable', name]);
        expect(stdout).to.match(/\n {2}now off\n$/);
        for (const user of ['alice', 'bob']) {
          const { answer } = await file.json<{ answer: object }>('explain', name, '--user', user);
          expect(answer, name).to.include({ on: false, reason: 'DISABLED' });
        }
        expect((await file.run(['get', name])).stdout).to.match(/ {2}gives +off\n/);
        await file.run(['enable', name]);
        expect(file.flags).to.have.deep.property(name, definition);
      }
      expect((await file.run(['list', '--state', 'off'])).stdout).not.to.match(/ten|variants|by_default/);
    });

    it('say why an enabled flag serves off to everyone', async () => {
      await file.change('by_hand', { enabled: false, default: false });
      const sentence =
        'by_hand is enabled but serves off to everyone: its default is false and it has no rules';
      const { code, stdout } = await file.run(['enable', 'by_hand', 'down']);
      expect({ code, stdout }).to.deep.equal({
        code: 0,
        stdout: `by_hand: {"enabled":false,"default":false} -> {"default":false}\n  ${sentence}\ndown: off -> on\n  now on\n`,
      });
      const changes = await file.json<Change[]>('enable', 'by_hand', 'down');
      expect(changes[0]).to.include({ reach: 'none', notice: sentence });
      expect(changes[1]).to.include({ reach: 'everyone' }).and.not.have.property('notice');
    });

    it('replace text that is invalid only by off, and print it', async () => {
      file.write('flags.json', '{ "typo": "ture", "broken": { "rolls": 1 }, "down": false }');
      const before = file.flags;
      for (const name of ['typo', 'broken']) {
        const { code, stderr } = await file.run(['enable', 'down', name]);
        expect(code, name).to.equal(4);
        expect(stderr).to.contain(`the stored text of flag "${name}" is invalid`);
      }
      expect(file.flags).to.deep.equal(before);
      expect(await file.run(['disable', 'typo'])).to.deep.equal({
        code: 0,
        stdout: 'typo: ture -> off\n  now off; replaced the invalid text ture\n',
        stderr: '',
      });
      const [change] = await file.json<Change[]>('disable', 'broken');
      expect(change).to.include({ before: '{"rolls":1}', after: 'off', replaced: '{"rolls":1}' });
      expect(file.flags).to.deep.equal({ typo: false, broken: false, down: false });
    });

    it('find a flag by another spelling of its name', async () => {
      expect((await file.run(['disable', 'newCheckout'])).stdout).to.match(/^new_checkout: 25% -> /);
      expect((await file.run(['rollout', 'new-checkout', '30'])).code).to.equal(0);
      expect((await file.run(['undo', 'NewCheckout'])).stdout).to.match(/^new_checkout: /);
      expect((await file.run(['delete', 'newCheckout', '--yes'])).stdout).to.match(/^new_checkout: /);
    });

    it('store a flag that is not stored yet, and say so', async () => {
      expect(await file.run(['enable', 'export_halted'])).to.deep.equal({
        code: 0,
        stdout: 'export_halted: none -> on\n  now on; the flag was not stored before\n',
        stderr: '',
      });
      const [change] = await file.json<Change[]>('disable', 'from_the_environment');
      expect(change).to.include({ before: null, after: 'off', created: true });
      expect(file.flags).to.include({ export_halted: true, from_the_environment: false });
    });

    it('make the file, as the first flag of all', async () => {
      const fresh = new FlagFile();
      const { code, stderr } = await fresh.run(['disable', 'new_checkout']);
      expect({ code, stderr }).to.deep.equal({ code: 0, stderr: `${fresh.path} does not exist yet\n` });
      expect(fresh.flags).to.deep.equal({ new_checkout: false });
      fresh.remove();
    });

    it('change and create no flag when a name may be misspelt, unless that is confirmed', async () => {
      const before = file.flags;
      const { code, stderr } = await file.run(['disable', 'beta', 'new_checkuot']);
      expect(code).to.equal(8);
      expect(stderr).to.contain('flag "new_checkuot" is not stored, did you mean new_checkout?');
      expect(file.flags).to.deep.equal(before);
      expect((await file.run(['disable', 'beta', 'new_checkuot', '--yes'])).code).to.equal(0);
      expect(file.flags).to.include({ new_checkuot: false });
    });

    it('change nothing when a name is invalid', async () => {
      const before = file.flags;
      const { code, stderr } = await file.run(['disable', 'beta', 'new checkout']);
      expect(code).to.equal(4);
      expect(stderr).to.contain('a flag name must not contain white space');
      expect(file.flags).to.deep.equal(before);
    });

    it('refuse segments', async () => {
      await file.change('$segment.staff', '{"plan":"staff"}');
      const { code, stderr } = await file.run(['disable', '$segment.staff']);
      expect(code).to.equal(2);
      expect(stderr).to.contain('"$segment.staff" is a segment, not a flag');
      expect(file.flags).to.have.deep.property('$segment.staff', { plan: 'staff' });
    });

    it('say that nothing changed', async () => {
      expect((await file.run(['disable', 'down'])).stdout).to.equal('down: off, unchanged\n  now off\n');
    });
  });

  describe('rollout', () => {
    it('changes the share', async () => {
      expect((await file.run(['rollout', 'new_checkout', '50%'])).stdout).to.equal(
        'new_checkout: 25% -> 50%\n',
      );
      expect((await file.run(['rollout', 'new_checkout', '0.5'])).stdout).to.equal(
        'new_checkout: 50% -> 0.5%\n',
      );
    });

    it('keeps the rules beside it, and says that a flag is still off', async () => {
      await file.change('beta', { rules: [{ users: ['alice'] }], enabled: false });
      const { code, stderr } = await file.run(['rollout', 'beta', '20']);
      expect(code).to.equal(0);
      expect(stderr).to.equal('"beta" is still off: halyard enable beta\n');
      expect(file.flags).to.have.deep.property('beta', {
        rules: [{ users: ['alice'] }, { rollout: 20 }],
        enabled: false,
      });
    });

    it('asks which rule when several could be meant', async () => {
      await file.change('beta', { rules: [{ rollout: 1, when: { a: 1 } }, { rollout: 2 }] });
      const { code, stderr } = await file.run(['rollout', 'beta', '20']);
      expect(code).to.equal(2);
      expect(stderr).to.contain('several rules with a rollout (0, 1)');
      expect((await file.run(['rollout', 'beta', '20', '--rule', '1'])).code).to.equal(0);
      expect(file.flags).to.have.nested.property('beta.rules[1].rollout', 20);
    });

    it('refuses an invalid percentage and an unknown flag', async () => {
      for (const percent of ['101', 'half', '1e1', '-1']) {
        const { code, stderr } = await file.run(['rollout', 'new_checkout', percent]);
        expect(code, percent).to.equal(2);
        if (percent !== '-1')
          expect(stderr).to.contain('percent must be a number from 0 to 100, such as 25 or 0.5%, received "');
      }
      expect((await file.run(['rollout', 'new_chekout', '5'])).code).to.equal(3);
      expect(file.flags).to.have.property('new_checkout', '25%');
    });
  });

  describe('delete', () => {
    it('deletes a flag that is off without asking', async () => {
      expect(await file.run(['delete', 'down'])).to.deep.equal({
        code: 0,
        stdout: 'down: off -> none\n',
        stderr: '',
      });
      expect(file.flags).not.to.have.property('down');
    });

    it('requires a confirmation for a flag in use, and names its users', async () => {
      await file.change('later', { requires: ['beta'], enabled: false });
      const { code, stderr } = await file.run(['delete', 'beta']);
      expect(code).to.equal(8);
      expect(stderr).to.match(
        /"beta" is in use: it gives 1 user, and "later" refers to it.*Not a terminal: pass --yes/,
      );
      expect(file.flags).to.have.property('beta');
      expect((await file.run(['delete', 'beta', '--yes'])).code).to.equal(0);
      expect(file.flags).not.to.have.property('beta');
    });

    it('removes a flag that can not be used', async () => {
      file.write('flags.json', '{ "broken": { "rolls": 1 } }');
      expect((await file.run(['delete', 'broken'])).code).to.equal(0);
      expect(file.flags).to.deep.equal({});
    });

    it('suggests the nearest name for an unknown flag', async () => {
      const { code, stderr } = await file.run(['delete', 'dwon']);
      expect({ code, stderr }).to.deep.equal({
        code: 3,
        stderr: 'halyard: there is no flag "dwon", did you mean down?\n',
      });
    });
  });

  describe('history', () => {
    it('shows the changes with author and reason, newest first', async () => {
      await file.run(['set', 'beta', 'on', '--actor', 'ana', '--comment', 'launch']);
      await file.run(['delete', 'beta', '--yes']);
      const [last, first] = await file.json<Entry[]>('history');
      expect(first).to.deep.include({ before: 'users:alice', after: 'on', actor: 'ana', comment: 'launch' });
      expect(first).to.deep.include({ summary: 'alice → everyone' });
      expect(last).to.deep.include({ before: 'on', after: null, actor: userInfo().username });
      expect(Math.abs(Date.parse(last!.at) - Date.now())).to.be.below(60_000);
      const { stdout } = await file.run(['history', 'beta', '--limit', '1']);
      expect(stdout).to.match(
        /^WHEN +WHO +FLAG +ID +WHAT\n\d{4}-\d\d-\d\d \d\d:\d\d:\d\d .* beta +2 +deleted\n$/,
      );
    });

    it('gives the changes of one flag, so many, or those before another', async () => {
      await file.change('beta', '1%', '2%', '3%');
      await file.change('down', true);
      const entries = await file.json<Entry[]>('history', 'beta', '--limit', '2');
      expect(entries.map(({ after }) => after)).to.deep.equal(['3%', '2%']);
      const older = await file.json<Entry[]>('history', 'beta', '--before', entries[1]!.id);
      expect(older.map(({ after }) => after)).to.deep.equal(['1%']);
    });

    it('distinguishes a flag without changes from an unknown flag', async () => {
      expect(await file.run(['history', 'beta'])).to.deep.include({ code: 0, stdout: 'no changes\n' });
      expect((await file.run(['history', 'betta'])).stderr).to.contain(
        'there is no flag "betta", and it has no history, did you mean beta?',
      );
    });

    it('refuses an invalid limit', async () => {
      expect((await file.run(['history', '--limit', '0'])).code).to.equal(2);
    });
  });

  describe('undo', () => {
    it('takes the last change back, and can be undone itself', async () => {
      await file.change('beta', true);
      expect((await file.run(['undo', 'beta'])).stdout).to.equal('beta: on -> users:alice\n');
      expect((await file.run(['undo', 'beta'])).stdout).to.equal('beta: users:alice -> on\n');
      const [entry] = await file.json<Entry[]>('history', 'beta');
      expect(entry?.comment).to.match(/^undo of change \d+$/);
    });

    it('brings back a flag that was deleted, and removes one that was made', async () => {
      await file.run(['delete', 'beta', '--yes']);
      await file.run(['undo', 'beta']);
      expect(file.flags).to.have.property('beta', 'users:alice');
      await file.change('fresh', true);
      await file.run(['undo', 'fresh']);
      expect(file.flags).not.to.have.property('fresh');
    });

    it('goes back to any earlier change', async () => {
      await file.change('beta', '1%', '2%', '3%');
      const entries = await file.json<Entry[]>('history', 'beta');
      const first = entries.find(({ after }) => after === '1%')!;
      expect((await file.run(['undo', 'beta', '--to', first.id])).stdout).to.equal('beta: 3% -> 1%\n');
    });

    it('requires a confirmation when the flag has changed without a history entry', async () => {
      await file.change('beta', true);
      file.write('flags.json', '{ "beta": "75%" }');
      const { code, stderr } = await file.run(['undo', 'beta']);
      expect(code).to.equal(8);
      expect(stderr).to.match(/changed later without a history entry: change 1 stored on, but it is now 75%/);
      expect((await file.run(['undo', 'beta', '--yes'])).stdout).to.equal('beta: 75% -> users:alice\n');
    });

    it('says when there is no change to undo', async () => {
      expect((await file.run(['undo', 'down'])).stderr).to.contain('"down" has no change to undo');
      expect((await file.run(['undo', 'betta'])).stderr).to.contain(
        'there is no flag "betta", did you mean beta?',
      );
      await file.change('beta', true);
      const { code, stderr } = await file.run(['undo', 'beta', '--to', '99']);
      expect(code).to.equal(3);
      expect(stderr).to.contain('"beta" has no change 99');
    });
  });
});
