import { runCli } from '@halyard/cli';
import { expect } from 'chai';
import { stripVTControlCharacters } from 'node:util';
import { FakeTerminal } from './fake-terminal.js';
import { FlagFile } from './flag-file.js';

describe('halyard, at a terminal', () => {
  let file: FlagFile;

  beforeEach(() => {
    file = new FlagFile({ beta: '25%', down: false });
  });

  afterEach(() => file.remove());

  const run = (terminal: FakeTerminal, ...args: readonly string[]): Promise<number> =>
    runCli([...args, '--file', file.path], terminal.terminal);

  it('asks before it deletes a flag that is in use, and does it after a yes', async () => {
    const terminal = new FakeTerminal({ answers: ['y'] });
    expect(await run(terminal, 'delete', 'beta')).to.equal(0);
    expect(terminal.said).to.contain('"beta" is in use: it gives 25%. Delete it? [y/N]');
    expect(file.flags).not.to.have.property('beta');
  });

  it('does nothing after anything but a yes, or none', async () => {
    for (const answers of [['n'], [''], ['maybe'], []]) {
      const terminal = new FakeTerminal({ answers });
      expect(await run(terminal, 'delete', 'beta')).to.equal(8);
      expect(terminal.said).to.contain('nothing was changed');
    }
    expect(file.flags).to.have.property('beta');
  });

  it('shows what an import would overwrite before it asks', async () => {
    file.write('new.json', '{ "beta": "50%", "fresh": true }');
    const terminal = new FakeTerminal({ answers: ['yes'] });
    expect(await run(terminal, 'import', `${file.folder}/new.json`)).to.equal(0);
    expect(stripVTControlCharacters(terminal.said)).to.contain(
      '~ beta: 25% -> 50%\n1 existing flag would be changed or deleted. Import? [y/N]',
    );
    expect(file.flags).to.deep.include({ beta: '50%', fresh: true });
  });

  it('has colours, unless NO_COLOR or a dumb terminal forbids them', async () => {
    const printed = async (env: Record<string, string>): Promise<string> => {
      const terminal = new FakeTerminal({ env });
      await run(terminal, 'list');
      return terminal.printed;
    };
    const coloured = await printed({ TERM: 'xterm' });
    expect(coloured).to.contain('\u001b[33m25%\u001b[39m');
    const plain = stripVTControlCharacters(coloured);
    expect(await printed({ TERM: 'xterm', NO_COLOR: '1' })).to.equal(plain);
    expect(await printed({ TERM: 'dumb' })).to.equal(plain);
    expect(await printed({ TERM: 'dumb', FORCE_COLOR: '1' })).to.equal(coloured);
    expect(await printed({ TERM: 'xterm', FORCE_COLOR: '0' })).to.equal(plain);
    expect(await printed({ TERM: 'xterm', NO_COLOR: '1', FORCE_COLOR: '1' })).to.equal(plain);
  });

  it('has no colours where it is not one', async () => {
    expect((await file.run(['list'], { env: { TERM: 'xterm' } })).stdout).not.to.contain('\u001b');
  });

  it('cuts long lines to its width, and nowhere else', async () => {
    file.write('flags.json', JSON.stringify({ beta: { description: 'x'.repeat(200) } }));
    const terminal = new FakeTerminal({ columns: 50 });
    await run(terminal, 'list');
    expect(terminal.printed.split('\n')[1]).to.have.length(50).and.match(/x…$/);
    expect((await file.run(['list'])).stdout).to.contain('x'.repeat(200));
  });

  it('never passes on what a stored flag would have a terminal do', async () => {
    const evil = '\u001b]0;owned\u0007\u009b31m\u202e';
    file.write(
      'flags.json',
      JSON.stringify({
        beta: { description: `a${evil}b\nc`, rules: [{ name: evil, rollout: 1 }] },
        typo: evil,
      }),
    );
    for (const args of [
      ['list'],
      ['get', 'beta'],
      ['get', 'beta', '--json'],
      ['status'],
      ['validate'],
      ['explain', 'beta'],
    ]) {
      const { stdout, stderr } = await file.run(args);
      for (const obeyed of ['\u001b', '\u0007', '\u009b', '\u202e']) {
        expect(stdout + stderr, args.join(' ')).not.to.contain(obeyed);
      }
    }
    expect((await file.run(['list'])).stdout.split('\n')).to.have.length(4);
    const { stdout } = await file.run(['get', 'beta', '--json']);
    expect(JSON.parse(stdout)).to.have.nested.property('definition.description', `a${evil}b\nc`);
  });

  it('keeps columns straight under names of any script', async () => {
    file.write('flags.json', '{ "grün": true, "q\u0301": true, "longer_name": true }');
    const lines = (await file.run(['list'])).stdout.trimEnd().split('\n');
    // As many letters before the second column as there are to see, however many code units they have.
    const starts = lines.map(
      (line) => [...new Intl.Segmenter().segment(line.replace(/(?:GIVES|on\b).*$/, ''))].length,
    );
    expect(starts).to.deep.equal([13, 13, 13, 13]);
  });
});
