// Type-checks every program there is: the packages with their tests, the web page, which runs in a browser, and each
// example, and the tests of registered types, by itself, since each registers flags of its own.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
// The packages hold the page as it is built.
const { status: built } = spawnSync(process.execPath, ['scripts/build-page.mjs', '--if-needed'], {
  cwd: root,
  stdio: 'inherit',
});
if (built !== 0) process.exit(1);

// examples/deploy has no program.
const examples = readdirSync(new URL('../examples', import.meta.url))
  .map((name) => `examples/${name}`)
  .filter((folder) => existsSync(new URL(`../${folder}/tsconfig.json`, import.meta.url)));

for (const project of ['.', 'packages/admin/page', 'test/types/registered', ...examples]) {
  const tsc = ['node_modules/typescript/bin/tsc', '--noEmit', '-p', project];
  const { status } = spawnSync(process.execPath, tsc, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
