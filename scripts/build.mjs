// Builds every package: ES modules into dist and CommonJS into dist/cjs, with source maps that point at the shipped
// sources, declarations beside both, and the licences of the packages that are bundled.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, readdir, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildJavascript } from './build-javascript.mjs';
import { bundlePage } from './page-bundle.mjs';
import { bundledPackages, licenceNotices } from './third-party-notices.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const packages = (await readdir(join(root, 'packages')))
  .map((name) => join(root, 'packages', name))
  // The package `halyard` has nothing to build.
  .filter((folder) => existsSync(join(folder, 'src')));

const bundledInPage = await bundlePage();
await Promise.all(packages.map((folder) => rm(join(folder, 'dist'), { recursive: true, force: true })));
const [declared] = await Promise.all([declarations(), ...packages.map(javascript)]);
if (!declared) process.exit(1);
await Promise.all(packages.map(copyDeclarations));

async function declarations() {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  // Forced, since the output was just removed while what tsc remembers of it was not.
  const compiler = spawn(process.execPath, [tsc, '-b', '--force', ...packages], {
    cwd: root,
    stdio: 'inherit',
  });
  const [code] = await once(compiler, 'exit');
  return code === 0;
}

async function javascript(folder) {
  const metafiles = await buildJavascript(folder);
  await writeNotices(folder, [
    ...bundledPackages(...metafiles),
    ...(basename(folder) === 'admin' ? bundledInPage : []),
  ]);
}

async function writeNotices(folder, bundled) {
  if (bundled.length === 0) return;
  const notices = licenceNotices(bundled);
  const text = ['The files in this folder contain code of other packages, under these licences.', ...notices];
  await writeFile(
    join(folder, 'dist/THIRD-PARTY-LICENSES.txt'),
    `${text.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`,
  );
}

async function copyDeclarations(folder) {
  const dist = join(folder, 'dist');
  const cjs = join(dist, 'cjs');
  for (const entry of await readdir(dist, { recursive: true })) {
    if (entry.endsWith('.d.ts')) await cp(join(dist, entry), join(cjs, entry));
  }
}
