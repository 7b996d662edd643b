import { EXIT, runCli } from '@halyard/cli';
import { errorDocs } from '@halyard/core/store';
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { FakeTerminal } from './fake-terminal.js';
import { halyard } from './halyard-process.js';

const COMMANDS =
  'list get set register enable disable rollout delete explain history undo watch import export manifest publish diff promote validate stale planned preview status serve sql completion'.split(
    ' ',
  );

describe('halyard, asked for help', () => {
  it('lists every command and every exit code', async () => {
    const { code, stdout } = await halyard(['--help']);
    expect(code).to.equal(0);
    for (const command of COMMANDS) expect(stdout).to.match(new RegExp(`^  ${command} `, 'm'));
    for (const exitCode of Object.values(EXIT)) expect(stdout).to.match(new RegExp(`^  ${exitCode}  `, 'm'));
  });

  it('explains every command, with the options that all have', async () => {
    for (const command of COMMANDS) {
      const asked = new FakeTerminal();
      expect(await runCli([command, '--help'], asked.terminal), command).to.equal(0);
      expect(asked.printed).to.contain(`Usage: halyard ${command}`).and.contain('--file <path>');
    }
  });

  it('knows its version', async () => {
    const manifest = readFileSync(new URL('../../packages/cli/package.json', import.meta.url), 'utf8');
    const { version } = JSON.parse(manifest) as { version: string };
    expect(await halyard(['--version'])).to.deep.equal({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('shows the help, and that it did nothing, when there is no command', async () => {
    const { code, stdout, stderr } = await halyard([]);
    expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' });
    expect(stderr).to.match(/^Usage: halyard/);
  });

  it('names the nearest command and the nearest option', async () => {
    const command = await halyard(['enabel', 'beta']);
    expect({ code: command.code, stderr: command.stderr }).to.deep.equal({
      code: 2,
      stderr: 'halyard: unknown command enabel, did you mean enable?\n',
    });
    const option = await halyard(['list', '--sate', 'on']);
    expect({ code: option.code, stderr: option.stderr }).to.deep.equal({
      code: 2,
      stderr: 'halyard: unknown option --sate, did you mean --state?\n',
    });
    const neither = await Promise.all([halyard(['frobnicate']), halyard(['get', '--frobnicate=1', 'x'])]);
    expect(neither.map(({ stderr }) => stderr)).to.deep.equal([
      `halyard: unknown command frobnicate; known: ${COMMANDS.join(', ')}, help\n`,
      'halyard: unknown option --frobnicate; known: --version, --file, --url, --token, --key, --table, --force-prefix, --json, --help\n',
    ]);
  });

  it('says what is missing or too much', async () => {
    expect(await halyard(['set', 'beta'])).to.deep.include({
      code: 2,
      stderr: 'halyard: <text> is missing; usage: halyard set [options] <name> <text>\n',
    });
    expect(await halyard(['get', 'a', 'b'])).to.deep.include({
      code: 2,
      stderr: 'halyard: too many arguments: at most 1, received 2; usage: halyard get [options] <name>\n',
    });
    expect(await halyard(['list', '--tag'])).to.deep.include({
      code: 2,
      stderr: 'halyard: --tag <tag> needs a value\n',
    });
  });

  it('tells scripts what went wrong as one line of JSON on standard error', async () => {
    const { code, stdout, stderr } = await halyard(['list', '--json', '--file', 'flags.txt']);
    expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' });
    expect(JSON.parse(stderr)).to.deep.equal({
      error: {
        code: 'INVALID_OPTION',
        message: 'a file of flags is named .json, .yaml or .yml, received "flags.txt"',
        exitCode: 2,
        docs: errorDocs('INVALID_OPTION'),
      },
    });
  });

  it('prints under an error of Halyard where it is documented', async () => {
    const { stderr } = await halyard(['list', '--file', 'flags.txt']);
    expect(stderr).to.equal(
      'halyard: a file of flags is named .json, .yaml or .yml, received "flags.txt"\n' +
        `More: ${errorDocs('INVALID_OPTION')}\n`,
    );
  });
});
