import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const bench = fileURLToPath(new URL('..', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Installs the peers as the lock file has them, unless they are there, and builds the packages. */
export function prepare() {
  const lock = createHash('sha256')
    .update(readFileSync(`${bench}/package-lock.json`))
    .digest('hex');
  const mark = `${bench}/node_modules/.installed-for`;
  if (!existsSync(mark) || readFileSync(mark, 'utf8') !== lock) {
    run('npm', ['ci', '--ignore-scripts'], bench);
    writeFileSync(mark, lock);
  }
  run(process.execPath, ['scripts/build.mjs'], root);
}

function run(program, args, cwd) {
  const { status } = spawnSync(program, args, { cwd, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed, its own message is above`);
}
