// `node scripts/pack.mjs <folder>`: builds every package, packs it into that folder as npm would publish it, and
// prints the tarballs, one path a line.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [destination] = process.argv.slice(2);
if (destination === undefined) throw new Error('usage: node scripts/pack.mjs <folder>');
const folder = resolve(destination);

mkdirSync(folder, { recursive: true });
// Standard output is for the tarballs' paths alone.
const build = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], {
  stdio: ['ignore', process.stderr, 'inherit'],
});
if (build.status !== 0) process.exit(1);

const packed = execFileSync(
  'npm',
  ['pack', '--json', '--loglevel=error', '--workspace', 'packages', '--pack-destination', folder],
  { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' },
);
for (const { filename } of JSON.parse(packed)) console.log(join(folder, filename));
