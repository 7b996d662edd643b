import { runCli } from '@halyard/cli';
import { signedOverrides } from '@halyard/core';
import { expect } from 'chai';
import { FakeTerminal } from './fake-terminal.js';

const KEY = 'a secret for the tests, with enough characters';

interface Preview {
  readonly token: string;
  readonly link?: string;
  readonly cookie: string;
  readonly header: string;
  readonly until: string;
}

describe('halyard preview', () => {
  async function preview(
    args: readonly string[],
    env: Record<string, string> = { HALYARD_PREVIEW_KEY: KEY },
  ): Promise<{ code: number; stdout: string; stderr: string }> {
    const terminal = new FakeTerminal({ env });
    const code = await runCli(['preview', ...args], terminal.terminal);
    return { code, stdout: terminal.printed, stderr: terminal.said };
  }

  it('signs overrides for the app that has the key', async () => {
    const { code, stdout } = await preview([
      'x=on',
      'y=off',
      'layout=rich',
      'size=50',
      '--for',
      '2d',
      '--json',
    ]);
    expect(code).to.equal(0);
    const { token, until, ...rest } = JSON.parse(stdout) as Preview;
    expect(rest).to.deep.equal({ cookie: 'halyard_preview', header: 'x-halyard-preview' });
    const app = signedOverrides({ keys: [KEY], allow: ['x', 'y', 'layout', 'size'] });
    const { overrides, expires } = await app.read(token);
    expect([...overrides]).to.deep.equal([
      ['x', true],
      ['y', false],
      ['layout', 'rich'],
      ['size', { value: 50 }],
    ]);
    expect(new Date(expires!).toISOString()).to.equal(until);
    const days = (expires! - Date.now()) / 86_400_000;
    expect(days).to.be.within(1.9, 2);
  });

  it('prints a link for testers, where it knows the route', async () => {
    const { stdout } = await preview(['x=on', '--link', 'https://shop.example/preview?to=/basket']);
    expect(stdout).to.match(
      /^link +https:\/\/shop\.example\/preview\?to=%2Fbasket&token=1\.[\w-]+\.[\w-]{43}$/m,
    );
    expect(stdout).to.match(/^cookie +halyard_preview=1\./m);
    expect(stdout).to.match(/^header +x-halyard-preview: 1\./m);
    expect(stdout).to.match(/^until +20/m);
    const env = { HALYARD_PREVIEW_KEY: KEY, HALYARD_PREVIEW_URL: 'https://shop.example/p' };
    expect((await preview(['x=on'], env)).stdout).to.contain('https://shop.example/p?token=1.');
  });

  it('says what is missing or wrong', async () => {
    const wrong: readonly [args: readonly string[], env: Record<string, string> | undefined, why: string][] =
      [
        [['x=on'], {}, 'set HALYARD_PREVIEW_KEY'],
        [['x=on'], { HALYARD_PREVIEW_KEY: 'short' }, 'at least 32 characters'],
        [['x'], undefined, 'such as new_checkout=on, received "x"'],
        [['x=on', '--for', 'soon'], undefined, '--for must be a number with s, m, h or d'],
        [['x=on', '--for', '8d'], undefined, 'forMs'],
        [['x=on', '--link', 'shop'], undefined, '--link must be a URL'],
      ];
    for (const [args, env, why] of wrong) {
      const { code, stderr } = await preview(args, env);
      expect(code, stderr).to.equal(2);
      expect(stderr).to.contain(why);
      expect(stderr).not.to.contain(KEY);
    }
  });
});
