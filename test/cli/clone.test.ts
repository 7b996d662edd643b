import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';

const run = promisify(execFile);
const halyard = fileURLToPath(new URL('../../packages/halyard/bin.js', import.meta.url));

// What `npx halyard` starts there.
describe('the halyard command in a clone of the repository', function () {
  this.timeout(30_000);
  let cwd: string;

  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'halyard-'));
    writeFileSync(join(cwd, 'flags.json'), '{ "new_checkout": "25%" }');
  });

  afterEach(() => rmSync(cwd, { recursive: true }));

  const start = (...args: readonly string[]): ReturnType<typeof run> =>
    run(process.execPath, [halyard, '--file', 'flags.json', ...args], { cwd });

  it('runs the sources in the working directory, and prints nothing of its own', async () => {
    const { stdout, stderr } = await start('export');
    expect({ flags: JSON.parse(stdout.toString()) as unknown, stderr }).to.deep.equal({
      flags: { new_checkout: '25%' },
      stderr: '',
    });
  });

  it('ends with the exit code of the command', async () => {
    const failed: { code?: number } = await start('get', 'missing').then(
      () => ({}),
      (error: { code: number }) => error,
    );
    expect(failed.code).to.equal(3);
  });
});
