import { runCli } from '@halyard/cli';
import { expect } from 'chai';
import { FakeTerminal } from './fake-terminal.js';
import { FlagFile } from './flag-file.js';

describe('halyard, planning changes', () => {
  let file: FlagFile;

  beforeEach(() => {
    file = new FlagFile({ beta: { rules: [{ rollout: 25 }] }, sale: false, '$segment.staff': { role: 'x' } });
  });

  afterEach(() => file.remove());

  async function run(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    const terminal = new FakeTerminal({ columns: 200 });
    const code = await runCli([...args, '--file', file.path], terminal.terminal);
    return { code, stdout: terminal.printed, stderr: terminal.said };
  }

  it('plans what each command does, lists it by time, and changes nothing yet', async () => {
    const at = '2100-12-01T08:00+01:00';
    const changes: readonly (readonly string[])[] = [
      [
        'set',
        'new_flag',
        '{ "default": 5 }',
        '--at',
        '2100-12-04T08:00:00Z',
        '--actor',
        'ana',
        '--comment',
        'why',
      ],
      ['rollout', 'beta', '50', '--at', '2100-12-02T08:00:00Z', '--actor', 'ana'],
      ['enable', 'sale', 'beta', '--at', at, '--actor', 'ana'],
      ['disable', 'sale', '--at', '2100-12-03T08:00:00Z', '--actor', 'ana'],
    ];
    for (const each of changes) expect((await run(...each)).code).to.equal(0);
    const { stdout } = await run('planned', '--json');
    const planned = JSON.parse(stdout) as { id: string; flag: string; change: object; at: string }[];
    expect(planned.map(({ flag, change, at: when }) => [flag, change, when])).to.have.deep.members([
      ['sale', { enabled: true }, '2100-12-01T07:00:00.000Z'],
      ['beta', { enabled: true }, '2100-12-01T07:00:00.000Z'],
      ['beta', { rollout: 50 }, '2100-12-02T08:00:00.000Z'],
      ['sale', { enabled: false }, '2100-12-03T08:00:00.000Z'],
      ['new_flag', { set: '{"default":5}' }, '2100-12-04T08:00:00.000Z'],
    ]);
    const lines = (await run('planned')).stdout.trimEnd().split('\n');
    expect(lines).to.have.length(5);
    expect(lines.at(-1)).to.match(/^\w{8}: new_flag set to \{"default":5\} at 2100-12-04 .* by ana \(why\)$/);
    const listed = JSON.parse((await run('list', '--json')).stdout) as { name: string; state: string }[];
    expect(listed.map(({ name, state }) => [name, state])).to.deep.equal([
      ['beta', 'conditional'],
      ['sale', 'off'],
    ]);
    expect((await run('history')).stdout).to.match(/planned: a change of new_flag/);
  });

  it('cancels', async () => {
    const { stdout } = await run('enable', 'sale', '--at', '2100-12-01T08:00Z', '--json');
    const [{ id }] = JSON.parse(stdout) as [{ id: string }];
    expect((await run('planned', '--cancel', id)).stdout).to.equal(`cancelled ${id}\n`);
    expect((await run('planned')).stdout).to.equal('no changes are planned\n');
    const again = await run('planned', '--cancel', id);
    expect(again.code).to.equal(3);
    expect(again.stderr).to.contain(`there is no planned change "${id}"`);
  });

  it('says what is wrong', async () => {
    const wrong: readonly [args: readonly string[], why: string][] = [
      [['set', 'sale', 'on', '--at', 'tomorrow'], 'must be a time with an offset'],
      [['set', 'sale', 'on', '--at', '2100-12-01T08:00'], 'must be a time with an offset'],
      [['enable', 'sale', '--at', '2020-12-01T08:00Z'], 'the time must be in the future'],
      [['set', 'sale', 'ture', '--at', '2100-12-01T08:00Z'], 'did you mean true?'],
      [['set', 'sale', 'on', '--at', '2100-12-01T08:00Z', '--if-version', 'x'], '--if-version has no effect'],
    ];
    for (const [args, why] of wrong) {
      const { code, stderr } = await run(...args);
      expect(code).not.to.equal(0);
      expect(stderr).to.contain(why);
    }
  });
});
