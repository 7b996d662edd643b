import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { isAbsolute, join } from 'node:path';
import { transform } from 'esbuild';

// What is bundled has no sources that we ship: our source maps have one place for it.
const ONE_PLACE = `//# sourceMappingURL=data:application/json;base64,${btoa('{"version":3,"sources":[""],"mappings":"AAAA"}')}`;

const FOREIGN = /[\\/]node_modules[\\/]/;

/**
 * An esbuild plugin that puts the packages which the package in `folder` lists as `devDependencies` into the bundle, and
 * leaves all others to be imported. A bundled package runs when a name imported from it is first used, not when the
 * bundle is imported. With `fileByFile` our own files are not bundled either.
 */
export function bundling(folder, { fileByFile = false } = {}) {
  const require = createRequire(join(folder, 'package.json'));
  const bundled = new Set(Object.keys(require('./package.json').devDependencies ?? {}));
  return {
    name: 'bundling',
    setup({ onResolve, onLoad, resolve }) {
      onResolve({ filter: /./ }, ({ path, kind, namespace, importer, pluginData }) => {
        if (kind === 'entry-point' || pluginData === 'bundled' || FOREIGN.test(importer)) return undefined;
        if (namespace === 'deferred') {
          // As CommonJS: where an ES module runs late, esbuild makes variables of its constants, which slows it down.
          return resolve(path, { kind: 'require-call', resolveDir: folder, pluginData: 'bundled' });
        }
        if (bundled.has(path)) return { path, namespace: 'deferred' };
        const isOurs = path.startsWith('.') || isAbsolute(path);
        return fileByFile || !isOurs ? { path, external: true } : undefined;
      });
      // What esbuild makes of `import { x } from` reads `x` of this object wherever it is used.
      onLoad({ filter: /./, namespace: 'deferred' }, ({ path }) => {
        const name = JSON.stringify(path);
        const getters = Object.keys(require(path)).map(
          (key) => `get ${key}() { return require(${name}).${key}; }`,
        );
        return { contents: `module.exports = { ${getters.join(', ')} };\n${ONE_PLACE}` };
      });
      onLoad({ filter: FOREIGN }, async ({ path }) => {
        // An engine reads even what it does not run.
        const options = { format: 'cjs', minify: true, legalComments: 'none' };
        const { code } = await transform(await readFile(path, 'utf8'), options);
        return { contents: code + ONE_PLACE };
      });
    },
  };
}
