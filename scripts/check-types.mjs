// Type-checks every program there is: the packages with their tests, and each example by itself, since each registers
// flags of its own.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const examples = readdirSync(new URL('../examples', import.meta.url)).map((name) => `examples/${name}`);

for (const project of ['.', ...examples]) {
  const tsc = ['node_modules/typescript/bin/tsc', '--noEmit', '-p', project];
  const { status } = spawnSync(process.execPath, tsc, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
