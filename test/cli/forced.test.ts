import { expect } from 'chai';
import { freePort } from '../support/free-port.js';
import { FlagFile } from './flag-file.js';
import { halyard } from './halyard-process.js';

const WHY = `"FORCE_CHECKOUT" in the environment answers first: 'off'`;

describe('halyard, with variables that answer first', () => {
  let file: FlagFile;

  beforeEach(() => {
    file = new FlagFile({ checkout: 'off', beta: '25%' });
  });

  afterEach(() => file.remove());

  const run = (...args: readonly string[]) =>
    file.run(['--force-prefix', 'FORCE_', ...args], { env: { FORCE_CHECKOUT: 'off' } });

  it('stores a change, and says that it has no effect', async () => {
    expect(await run('enable', 'checkout')).to.deep.equal({
      code: 0,
      stdout: `checkout: stored, but has no effect: ${WHY}\n  now off\n`,
      stderr: '',
    });
    expect(file.flags).to.deep.equal({ checkout: true, beta: '25%' });
    expect((await run('set', 'checkout', '5%')).stdout).to.contain(`has no effect: ${WHY}`);
    const [change] = JSON.parse((await run('disable', 'checkout', '--json')).stdout) as object[];
    expect(change).to.include({ noEffect: WHY });
    expect((await run('disable', 'beta')).stdout).to.not.contain('effect');
  });

  it('names the layer that answers, wherever the flag is shown', async () => {
    expect((await run('list')).stdout).to.match(new RegExp(`checkout +off +${escaped(WHY)}`));
    const { stdout } = await run('get', 'checkout');
    expect(stdout)
      .to.match(/ {2}layer +env\n/)
      .and.to.contain(`  forced   ${WHY}\n`);
    expect((await run('get', 'beta')).stdout).to.match(/ {2}layer +file\(flags\.json\)\n/);
    expect((await run('explain', 'checkout')).stdout).to.contain(
      'the layer env has it: "FORCE_CHECKOUT" in the environment\n',
    );
    expect((await run('status')).stdout).to.contain(`  forced     1\n    checkout: ${WHY}\n`);
  });

  it('still fails if the store can not be read', async () => {
    const port = await freePort();
    const { code } = await halyard(['--force-prefix', 'FORCE_', 'list'], {
      cwd: file.folder,
      env: { REDIS_URL: `redis://127.0.0.1:${port}`, FORCE_CHECKOUT: 'off' },
    });
    expect(code).to.equal(6);
  });
});

function escaped(text: string): string {
  return text.replaceAll(/[^\w\s]/g, String.raw`\$&`);
}
