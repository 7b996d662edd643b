// Builds every package: into dist as few ES modules as can be, since each costs time to import, and into dist/cjs each
// file of src by itself as CommonJS; with source maps that point at the shipped sources, declarations beside both, and
// the licences of the packages that are bundled.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
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
  const files = await sources(folder);
  const { exports } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const entries = Object.values(exports).flatMap((entry) => entry['@halyard/source'] ?? []);
  const shared = {
    absWorkingDir: root,
    metafile: true,
    outbase: join(folder, 'src'),
    platform: 'node',
    target: 'node20.19',
    sourcemap: true,
    sourcesContent: false,
    // Code that reads import.meta can't be built for both module systems.
    logOverride: { 'empty-import-meta': 'error' },
  };
  const cjs = join(folder, 'dist/cjs');
  await mkdir(cjs, { recursive: true });
  const [modules, commonJs] = await Promise.all([
    build({
      ...shared,
      entryPoints: [
        ...entries.map((entry) => join(folder, entry)),
        ...files.filter((file) => file === join(folder, 'src/bin.ts')),
      ],
      bundle: true,
      packages: 'external',
      splitting: true,
      chunkNames: 'chunk-[hash]',
      format: 'esm',
      outdir: join(folder, 'dist'),
    }),
    build({ ...shared, entryPoints: files, format: 'cjs', outdir: cjs }),
    writeFile(join(cjs, 'package.json'), '{ "type": "commonjs" }\n'),
  ]);
  await writeNotices(folder, [
    ...bundledPackages(modules.metafile, commonJs.metafile),
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

async function sources(folder) {
  const entries = await readdir(join(folder, 'src'), { recursive: true });
  return entries.filter((entry) => entry.endsWith('.ts')).map((entry) => join(folder, 'src', entry));
}

async function copyDeclarations(folder) {
  const dist = join(folder, 'dist');
  const cjs = join(dist, 'cjs');
  for (const entry of await readdir(dist, { recursive: true })) {
    if (entry.endsWith('.d.ts')) await cp(join(dist, entry), join(cjs, entry));
  }
}
