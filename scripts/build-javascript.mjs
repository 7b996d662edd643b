// The JavaScript of a package: in dist as few ES modules as can be, since each costs time to import, and in dist/cjs
// each file of src by itself as CommonJS.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundling } from './bundling.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The module of core that holds the entries other than the first, and what only they use. */
const OTHERS = 'others';

/** Builds the JavaScript of the package in `folder`. Resolves with the metafiles of esbuild. */
export async function buildJavascript(folder) {
  const files = await sources(folder);
  return Promise.all([esModules(folder, files), commonJs(folder, files)]);
}

function optionsFor(folder) {
  return {
    absWorkingDir: root,
    outbase: join(folder, 'src'),
    outdir: join(folder, 'dist'),
    platform: 'node',
    target: 'node20.19',
    bundle: true,
    plugins: [bundling(folder)],
    metafile: true,
    sourcemap: true,
    sourcesContent: false,
    // Code that reads import.meta can't be built for both module systems.
    logOverride: { 'empty-import-meta': 'error' },
  };
}

/**
 * Each entry takes its own file and what it shares with others, so that an app loads no store but the one that it uses. Core,
 * which every app loads, takes two files at most, however many entries there are: the main one, and what it shares.
 */
async function esModules(folder, files) {
  const { name, exports } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const entries = Object.values(exports)
    .flatMap((entry) => entry['@halyard/source'] ?? [])
    .map((entry) => join(folder, entry));
  const [index, ...others] = entries;
  const bin = files.filter((file) => file === join(folder, 'src/bin.ts'));
  const isJoined = name === '@halyard/core';
  const options = { ...optionsFor(folder), format: 'esm' };
  const [{ metafile }] = await Promise.all([
    build({
      ...options,
      entryPoints: isJoined ? { index, [OTHERS]: OTHERS } : [...entries, ...bin],
      plugins: [virtualModule(OTHERS, others), ...options.plugins],
      splitting: true,
      chunkNames: 'chunk-[hash]',
      // White space takes a twentieth of the time that an import takes. Short lines keep stack traces readable.
      minifyWhitespace: true,
      lineLimit: 160,
    }),
    isJoined && passOn(others, options),
  ]);
  return metafile;
}

/** An esbuild plugin: a module that exports all that `files` export. */
function virtualModule(name, files) {
  return {
    name,
    setup({ onResolve, onLoad }) {
      onResolve({ filter: new RegExp(`^${name}$`) }, ({ path }) => ({ path, namespace: 'virtual' }));
      onLoad({ filter: /./, namespace: 'virtual' }, () => ({
        contents: files.map((file) => `export * from ${JSON.stringify(file)};`).join('\n'),
        resolveDir: root,
      }));
    },
  };
}

/** Writes a module for each entry that exports its names, from the one that holds them all. */
async function passOn(entryPoints, options) {
  const { metafile } = await build({
    ...options,
    entryPoints,
    sourcemap: false,
    write: false,
  });
  for (const [path, { exports }] of Object.entries(metafile.outputs)) {
    const file = join(root, path);
    const from = relative(dirname(file), join(options.outdir, OTHERS)).replaceAll(sep, '/');
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `export {${exports.join(',')}} from "${from}.js";\n`);
  }
}

async function commonJs(folder, entryPoints) {
  const outdir = join(folder, 'dist/cjs');
  await mkdir(outdir, { recursive: true });
  const [{ metafile }] = await Promise.all([
    build({
      ...optionsFor(folder),
      entryPoints,
      outdir,
      plugins: [bundling(folder, { fileByFile: true })],
      format: 'cjs',
      // CommonJS under Jest has no import().
      supported: { 'dynamic-import': false },
    }),
    writeFile(join(outdir, 'package.json'), '{ "type": "commonjs" }\n'),
  ]);
  return metafile;
}

async function sources(folder) {
  const entries = await readdir(join(folder, 'src'), { recursive: true });
  return entries.filter((entry) => entry.endsWith('.ts')).map((entry) => join(folder, 'src', entry));
}
