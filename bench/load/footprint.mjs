import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageFolder } from '../support/version.mjs';

/** What a package weighs: its tarball, itself and all it depends on when installed (bytes), and how many packages these are. */
export function footprint(name) {
  const folder = fileURLToPath(packageFolder(name));
  const { size, unpackedSize } = packed(folder);
  const others = dependencies(folder);
  const installed = others.reduce((sum, other) => sum + bytesIn(other), unpackedSize);
  return { packed: size, installed, packages: others.length };
}

function packed(folder) {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'];
  const { stdout } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8' });
  return JSON.parse(stdout)[0];
}

/** The folders of all that npm installs with a package: what it depends on, and so on, the peers it must have included. */
function dependencies(folder) {
  const found = new Set();
  const visit = (from) => {
    const { dependencies: direct, peerDependencies, peerDependenciesMeta } = manifestIn(from);
    const peers = Object.keys(peerDependencies ?? {}).filter(
      (peer) => !peerDependenciesMeta?.[peer]?.optional,
    );
    for (const name of [...Object.keys(direct ?? {}), ...peers]) {
      const other = resolve(name, from);
      if (other === undefined || found.has(other)) continue;
      found.add(other);
      visit(other);
    }
  };
  visit(folder);
  return [...found];
}

/** Where a package finds another: in the nearest `node_modules` that has it. */
function resolve(name, from) {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (folder === dirname(folder)) return undefined;
  }
}

function manifestIn(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** The bytes of a package's own files. */
function bytesIn(folder) {
  let sum = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) sum += bytesIn(path);
    else if (entry.isFile()) sum += statSync(path).size;
  }
  return sum;
}
