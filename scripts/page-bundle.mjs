import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundledPackages, licenceNotices } from './third-party-notices.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'packages/admin/page');
const target = join(root, 'packages/admin/src/page/bundle.generated.ts');

/** Whether something that the page is made of is newer than its bundle. */
export function isPageOutdated() {
  if (!existsSync(target)) return true;
  const made = statSync(target).mtimeMs;
  // What finds flags is the API's own.
  const folders = [source, join(root, 'packages/admin/src/flags')];
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true }).map((path) => join(folder, path)),
  );
  const builders = ['scripts/page-bundle.mjs', 'scripts/third-party-notices.mjs', 'package-lock.json'];
  return [...folders, ...files, ...builders.map((file) => join(root, file))].some(
    (path) => statSync(path).mtimeMs > made,
  );
}

/**
 * Bundles the web page of packages/admin and writes it into that package's sources as a module, so that it is there
 * however the package is loaded, bundled or packed. Resolves with the folders of the packages whose code is in it.
 */
export async function bundlePage() {
  // Loaded late: only a build needs what npm installs.
  const { build } = await import('esbuild');
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: { page: join(source, 'main.tsx'), style: join(source, 'page.css') },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    outdir: source,
    format: 'esm',
    // What the page needs rarely is loaded on demand, under a name that changes with what is in it.
    splitting: true,
    chunkNames: '[name]-[hash]',
    target: ['es2022', 'chrome111', 'firefox113', 'safari16.4'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'warning',
    // Nothing that Halyard runs on a server may end up in the page.
    platform: 'browser',
  });
  const textOf = (file) => outputFiles.find(({ path }) => basename(path) === file).text;
  const chunks = outputFiles
    .map(({ path }) => basename(path))
    .filter((file) => file.endsWith('.js') && file !== 'page.js');
  const bundled = bundledPackages(metafile);
  // Each server of the page hands out copies of that code, so the licences are in the script itself.
  const notices = licenceNotices(bundled).join('\n\n').replaceAll('*/', '* /');
  const withNotices = (text) => `/*\n${notices}\n*/\n${text}`;
  const script = named('page', 'js', withNotices(textOf('page.js')));
  const parts = chunks.map((name) => ({ name, text: withNotices(textOf(name)) }));
  const style = named('page', 'css', textOf('style.css'));
  const html = readFileSync(join(source, 'index.html'), 'utf8')
    .replace('"page.css"', `"assets/${style.name}"`)
    .replace('"page.js"', `"assets/${script.name}"`)
    .replaceAll(/\n\s*/g, '');
  await publish({ html, script, parts, style });
  return bundled;
}

/** A file under a name that changes with what is in it, so that browsers may keep it for good. */
function named(stem, extension, text) {
  return { name: `${stem}-${hashOf(text).slice(0, 10)}.${extension}`, text };
}

function hashOf(text) {
  return createHash('sha256').update(text).digest('hex');
}

async function publish({ html, script, parts, style }) {
  const lines = [
    '// Made by scripts/build-page.mjs out of packages/admin/page.',
    '',
    '/** A file that the page loads; its name changes with its text. */',
    'export interface PageAsset {',
    '  readonly name: string;',
    '  readonly text: string;',
    '}',
    '',
    `export const HTML: string = ${JSON.stringify(html)};`,
    `export const HTML_TAG: string = '"${hashOf(html).slice(0, 22)}"';`,
    `export const SCRIPT: PageAsset = ${JSON.stringify(script)};`,
    '',
    '/** The parts of the script that it loads on demand. */',
    `export const PARTS: readonly PageAsset[] = ${JSON.stringify(parts)};`,
    '',
    `export const STYLE: PageAsset = ${JSON.stringify(style)};`,
    '',
  ];
  // In one step, since another process may be reading it.
  const draft = `${target}.${process.pid}`;
  await writeFile(draft, lines.join('\n'));
  await rename(draft, target);
}
