import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The manifest of the package in this folder. */
export function manifestIn(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** The manifests of the packages that are published. Each comes after those of ours that it needs. */
export function publishedPackages(root) {
  const all = foldersOf(root, 'packages').map(manifestIn);
  const ordered = new Set();
  const add = (manifest) => {
    for (const name of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
      const needed = all.find((other) => other.name === name);
      if (needed !== undefined && !ordered.has(needed)) add(needed);
    }
    ordered.add(manifest);
  };
  for (const manifest of all) add(manifest);
  return [...ordered];
}

/**
 * Gives every package and example this version, and asks for the other packages in that version. The caller updates the
 * lock file.
 */
export function writeVersion(root, version) {
  const ours = new Set(publishedPackages(root).map(({ name }) => name));
  for (const folder of [root, ...foldersOf(root, 'packages'), ...foldersOf(root, 'examples')]) {
    const manifest = manifestIn(folder);
    manifest.version = version;
    for (const needed of [manifest.dependencies, manifest.peerDependencies]) {
      for (const name of Object.keys(needed ?? {})) if (ours.has(name)) needed[name] = `^${version}`;
    }
    writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  }
  const command = join(root, 'packages/cli/src/version.ts');
  writeFileSync(command, readFileSync(command, 'utf8').replace(/'.+'/, `'${version}'`));
}

/** The packages in this folder: examples/deploy is not one. */
function foldersOf(root, folder) {
  const all = readdirSync(join(root, folder)).map((name) => join(root, folder, name));
  return all.filter((each) => existsSync(join(each, 'package.json')));
}
