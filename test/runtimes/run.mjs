// `node test/runtimes/run.mjs <folder>`: runs the tests of a runtime or framework that is too heavy for every `npm ci`.
// Installs what its own lock file says, puts our packages there as they would be published, copies the folders that it
// shares with others, so that their imports find what it installed, and runs its `npm test`.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [name] = process.argv.slice(2);
if (name === undefined) throw new Error('usage: node test/runtimes/run.mjs <folder of test/runtimes>');
const folder = fileURLToPath(new URL(name, import.meta.url));

if (!isInstalled()) run(folder, 'npm', 'ci');
run(root, process.execPath, 'scripts/build.mjs');
const { packages, copies = [] } = manifest(folder).halyard;
for (const ours of packages) place(ours);
for (const shared of copies) copy(fileURLToPath(new URL(shared, import.meta.url)), join(folder, shared));
run(folder, 'npm', 'test');

function manifest(path) {
  return JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
}

/** Whether node_modules holds what the lock file says. */
function isInstalled() {
  const locks = ['package-lock.json', 'node_modules/.package-lock.json'].map((path) => join(folder, path));
  if (!locks.every((path) => existsSync(path))) return false;
  const [wanted, present] = locks.map((path) => JSON.parse(readFileSync(path, 'utf8')).packages);
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || present[path]?.version === version,
  );
}

/** Copies the published files of a package of ours into node_modules. */
function place(ours) {
  const source = join(root, 'packages', ours);
  const { name: scoped, files } = manifest(source);
  const target = join(folder, 'node_modules', scoped);
  for (const file of ['package.json', ...files]) copy(join(source, file), join(target, file));
}

function copy(source, target) {
  rmSync(target, { recursive: true, force: true });
  cpSync(source, target, { recursive: true });
}

function run(cwd, command, ...args) {
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}
