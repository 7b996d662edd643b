import { build, type Plugin } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MODULES = fileURLToPath(new URL('../../node_modules/', import.meta.url));

/** Leaves every package out of a bundle but those of this repository. */
const withoutPackages: Plugin = {
  name: 'without packages',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || path.startsWith('@halyard/') ? undefined : { external: true },
    ),
};

const bundles = new Map<string, Promise<string>>();
let folder: string | undefined;

/**
 * The path of a program of the tests as one file of JavaScript, so that each of its processes starts at once: with the
 * sources of Halyard, and without the packages that they depend on. Made once.
 */
export function bundledProgram(program: URL): Promise<string> {
  let bundle = bundles.get(program.href);
  if (bundle === undefined) {
    bundle = make(program);
    bundles.set(program.href, bundle);
  }
  return bundle;
}

async function make(program: URL): Promise<string> {
  const source = fileURLToPath(program);
  const outfile = join(outputFolder(), `${bundles.size}-${basename(source, '.ts')}.mjs`);
  await build({
    entryPoints: [source],
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@halyard/source'],
    plugins: [withoutPackages],
    outfile,
    logLevel: 'error',
  });
  return outfile;
}

/** Where the packages that are not bundled are found; removed with this process. */
function outputFolder(): string {
  if (folder === undefined) {
    const made = mkdtempSync(join(MODULES, '.halyard-test-'));
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  return folder;
}
