// Asks publint and "are the types wrong" about every package as it would be published.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const script = (path) => fileURLToPath(new URL(path, import.meta.url));
const publint = [script('../node_modules/publint/src/cli.js'), 'run', '--strict'];
// A command is started, or imported by another command, and has nothing to import from it.
const attw = [
  script('../node_modules/@arethetypeswrong/cli/dist/index.js'),
  '--exclude-entrypoints=bin.js',
  '--profile=node16',
];

const folder = mkdtempSync(join(tmpdir(), 'halyard-pack-'));
try {
  const pack = spawnSync(process.execPath, [script('pack.mjs'), folder], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (pack.status !== 0) process.exitCode = 1;
  for (const tarball of pack.stdout.split('\n').filter(Boolean)) {
    const complaints = [publint, attw].map((check) => complaint([...check, tarball])).join('');
    console.log(complaints === '' ? `${basename(tarball)}: nothing to complain of` : complaints);
    if (complaints !== '') process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** All that a check printed when it failed, or nothing when it passed. */
function complaint(command) {
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  return status === 0 ? '' : stdout + stderr;
}
