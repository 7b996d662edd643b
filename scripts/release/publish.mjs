import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prerelease } from 'semver';
import { writeBillOfMaterials } from './bill-of-materials.mjs';
import { run } from './commands.mjs';
import { publishedPackages } from './versions.mjs';

/** Where the bills of materials are, for the workflow to attach to the release. */
const BILLS = 'dist/sbom';

/**
 * Builds the packages of a repository and publishes each after those that it needs, with a bill of materials in
 * `dist/sbom`. Leaves out those that the registry has in this version, so that a publication that failed midway can be
 * repeated. A dry run only builds and packs.
 */
export function publish(root, { dryRun }) {
  const folder = mkdtempSync(join(tmpdir(), 'halyard-release-'));
  try {
    run(root, process.execPath, join(root, 'scripts/pack.mjs'), folder);
    for (const { name, version } of publishedPackages(root)) {
      if (!dryRun) writeBillOfMaterials(root, { name, version }, join(root, BILLS));
      const tag = prerelease(version) === null ? 'latest' : 'next';
      const what = `${name} ${version} as "${tag}"`;
      const tarball = join(folder, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
      if (dryRun) console.log(`would publish ${what}`);
      else if (isPublished(`${name}@${version}`)) console.log(`${name} ${version} is published already`);
      else {
        console.log(`publishing ${what}`);
        run(root, 'npm', 'publish', tarball, '--provenance', '--access=public', `--tag=${tag}`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function isPublished(version) {
  const { status, stdout } = spawnSync('npm', ['view', version, 'version'], { encoding: 'utf8' });
  return status === 0 && stdout.trim() !== '';
}
