import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const here = fileURLToPath(new URL('.', import.meta.url));
const compiler = join(
  dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin',
  'tsc',
);

describe('the types', () => {
  // In the files beside this one, each line that must not compile stands under a @ts-expect-error, which is an error
  // itself where there is none.
  it('let right use compile and misuse not', function () {
    this.timeout(60_000);
    const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', here, '--noEmit'], {
      encoding: 'utf8',
    });
    expect(stdout).to.equal('');
    expect(status).to.equal(0);
  });
});
