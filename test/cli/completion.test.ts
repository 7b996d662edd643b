import { expect } from 'chai';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { FlagFile } from './flag-file.js';
import { halyard } from './halyard-process.js';

describe('halyard completion', () => {
  // What a shell would run or expand, were it to take a name for more than text.
  const HOSTILE = 'b$(touch${IFS}pwned)`touch${IFS}pwned`*;touch${IFS}pwned';
  const file = new FlagFile({ beta: true, new_checkout: '25%', [HOSTILE]: true });

  after(() => file.remove());

  /** What is offered in place of the last of these words. */
  const offered = async (...words: readonly string[]): Promise<string[]> =>
    (await halyard(['complete', '--', ...words], { cwd: file.folder })).stdout.split('\n').filter(Boolean);

  it('offers commands, not the one that it is made of', async () => {
    expect(await offered(''))
      .to.include.members(['list', 'serve', 'help'])
      .and.not.include('complete');
    expect(await offered('ex')).to.deep.equal(['explain', 'export']);
    expect(await offered('--json', 'st')).to.deep.equal(['stale', 'status']);
  });

  it('offers the options of a command, and what they take', async () => {
    expect(await offered('list', '--')).to.include.members([
      '--tag',
      '--state',
      '--file',
      '--json',
      '--help',
    ]);
    expect(await offered('list', '--state', 'o')).to.deep.equal(['on', 'off']);
    expect(await offered('completion', '')).to.deep.equal(['bash', 'zsh', 'fish', 'powershell']);
  });

  it('offers the flags of the store that the line names', async () => {
    expect(await offered('--file', 'flags.json', 'enable', 'b')).to.have.members(['beta', HOSTILE]);
    expect(await offered('disable', '--file', 'flags.json', 'beta', 'n')).to.deep.equal(['new_checkout']);
    expect(await offered('get', '--file=flags.json', 'new')).to.deep.equal(['new_checkout']);
  });

  it('offers no flags where a file or nothing is wanted, or when they can not be read', async () => {
    expect(await offered('--file', 'flags.json', 'import', '')).to.deep.equal([]);
    expect(await offered('--file', 'flags.json', 'set', 'beta', '')).to.deep.equal([]);
    expect(await offered('--file')).to.deep.equal([]);
    expect(await offered('get', '')).to.deep.equal([]);
    expect(await offered('gte', '')).to.deep.equal([]);
  });

  it('rejects other shells', async () => {
    const { code, stderr } = await halyard(['completion', 'tcsh']);
    expect(code).to.equal(2);
    expect(stderr).to.equal('halyard: <shell> must be one of bash, zsh, fish, powershell, received "tcsh"\n');
  });

  for (const [shell, program, check] of [
    ['bash', 'bash', ['-n']],
    ['zsh', 'zsh', ['-n']],
    ['fish', 'fish', ['--no-execute']],
    ['powershell', 'pwsh', ['-NoProfile', '-Command', '[void][scriptblock]::Create(($input | Out-String))']],
  ] as const) {
    const there = spawnSync(program, ['--version']).status === 0;
    it(`prints a script ${there ? `that ${shell} can read` : `for ${shell} (which is not here to read it)`}`, async () => {
      const { code, stdout } = await halyard(['completion', shell]);
      expect(code).to.equal(0);
      expect(stdout).to.match(/halyard complete '?--/);
      if (there) execFileSync(program, [...check], { input: stdout });
    });
  }

  it('has bash put a name into the line as text, whatever is in it', async function () {
    if (spawnSync('bash', ['--version']).status !== 0) this.skip();
    const { stdout: script } = await halyard(['completion', 'bash']);
    const { stdout: candidates } = await halyard(['complete', '--', 'get', '--file', 'flags.json', 'b'], {
      cwd: file.folder,
    });
    file.write('candidates', candidates);
    file.write('halyard', '#!/bin/sh\ncat candidates\n');
    chmodSync(join(file.folder, 'halyard'), 0o755);
    const type =
      'COMP_WORDS=(halyard get b); COMP_CWORD=2; _halyard; for word in "${COMPREPLY[@]}"; do eval "printf \'%s\\n\' $word"; done';
    const typed = execFileSync('bash', ['--norc', '-c', `${script}\n${type}`], {
      cwd: file.folder,
      env: { PATH: `${file.folder}:${process.env['PATH']}` },
      encoding: 'utf8',
    });
    expect(typed.trimEnd().split('\n')).to.have.members(['beta', HOSTILE]);
    expect(existsSync(join(file.folder, 'pwned'))).to.equal(false);
  });
});
