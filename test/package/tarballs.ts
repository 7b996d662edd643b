import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, sep } from 'node:path';
import { expect } from 'chai';
import { build } from 'esbuild';
import { installation, manifestIn, root } from './installed-packages.js';

/** The packages that are built, by the names of their folders. */
const names = readdirSync(join(root, 'packages')).filter((name) => name !== 'halyard');

/** What a tarball of a built package has beside the build, the sources, the README and the licence. */
const FURTHER: Readonly<Record<string, readonly string[]>> = {
  cli: ['bin.js'],
  core: ['schema'],
  telemetry: ['prometheus'],
};

/** The files of a package as they were in its tarball. */
async function shipped(name: string): Promise<{ path: string; text: string }[]> {
  const folder = join(await installation(), 'node_modules', manifestIn(join(root, 'packages', name)).name);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.startsWith('node_modules') && statSync(join(folder, path)).isFile())
    .map((path) => ({ path: path.replaceAll(sep, '/'), text: readFileSync(join(folder, path), 'utf8') }));
}

/** The sources that the source maps of these files name, by their path from the package's folder. */
function mapped(files: readonly { path: string; text: string }[]): string[] {
  return files
    .filter(({ path }) => path.endsWith('.map'))
    .flatMap(({ path, text }) => {
      const { sources } = JSON.parse(text) as { sources: string[] };
      return sources.map((source) => new URL(source, `file:///${path}`).pathname.slice(1));
    });
}

/** The files whose code is in the web page. */
async function pageSources(): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [join(root, 'packages/admin/page/main.tsx')],
    bundle: true,
    write: false,
    metafile: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
  });
  return Object.keys(metafile.inputs);
}

/** An entry point, as package.json has it. */
interface Entry {
  readonly '@halyard/source': string;
  readonly import: { readonly default: string };
}

/** The entry points that are modules. */
async function entries(name: string): Promise<Entry[]> {
  const manifest = (await shipped(name)).find(({ path }) => path === 'package.json')!;
  const { exports } = JSON.parse(manifest.text) as { exports: Readonly<Record<string, Entry | string>> };
  return Object.values(exports).filter((entry) => typeof entry !== 'string');
}

/** The package that a file belongs to, for a file of another's. */
function packageAt(path: string): string | undefined {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
}

describe('the tarball', function () {
  before('pack and install', async function () {
    this.timeout(180_000);
    await installation();
  });

  it('of halyard holds the command and nothing else', async () => {
    const paths = (await shipped('halyard')).map(({ path }) => path);
    expect(paths).to.have.members(['LICENSE', 'README.md', 'bin.js', 'package.json']);
  });

  for (const name of names) {
    describe(`of ${name}`, () => {
      it('holds the build, the sources, the README, the licence and nothing else', async () => {
        const top = new Set((await shipped(name)).map(({ path }) => path.split('/')[0]!));
        const expected = ['LICENSE', 'README.md', 'dist', 'package.json', 'src'];
        expect([...top]).to.have.members([...expected, ...(FURTHER[name] ?? [])]);
      });

      it('holds no tests, no build leftovers and no configuration', async () => {
        const paths = (await shipped(name)).map(({ path }) => path);
        expect(
          paths.filter(
            (path) =>
              !/\.(?:js|js\.map|d\.ts|ts|json|md)$|^prometheus\/alerts\.yml$|^LICENSE$|\/THIRD-PARTY-LICENSES\.txt$/.test(
                path,
              ),
          ),
        ).to.deep.equal([]);
        expect(paths.filter((path) => /\.test\.|tsconfig|tsbuildinfo/.test(path))).to.deep.equal([]);
      });

      it('has declarations and a source map beside every module, in both forms', async () => {
        const files = await shipped(name);
        const paths = new Set(files.map(({ path }) => path));
        const sources = [...paths].filter((path) => /^src\/.*\.ts$/.test(path));
        const expected = sources
          .map((path) => path.slice('src/'.length, -'.ts'.length))
          .flatMap((module) => [
            ...['js', 'js.map', 'd.ts'].map((end) => `dist/cjs/${module}.${end}`),
            // As an ES module a package is one file, or few.
            `dist/${module}.d.ts`,
          ]);
        expected.push(...(await entries(name)).map((entry) => entry.import.default.slice(2)));
        // Some modules pass on what another exports, and have no source.
        const modules = files.filter(
          ({ path, text }) => /^dist\/.*\.js$/.test(path) && !/^export \{[^}]*\} from [^;]*;\n$/.test(text),
        );
        expected.push(...modules.map(({ path }) => `${path}.map`));
        expect(expected.filter((path) => !paths.has(path))).to.deep.equal([]);
      });

      it('declares no member marked @internal', async () => {
        const declarations = (await shipped(name)).filter(({ path }) => /^dist\/.*\.d\.ts$/.test(path));
        expect(declarations).to.not.deep.equal([]);
        const leaks = declarations.filter(({ text }) => text.includes('@internal'));
        expect(leaks.map(({ path }) => path)).to.deep.equal([]);
      });

      it('has source maps that lead to the shipped sources', async () => {
        const files = await shipped(name);
        const paths = new Set(files.map(({ path }) => path));
        const targets = mapped(files);
        expect(
          targets.filter((target) => !paths.has(target) && packageAt(target) === undefined),
        ).to.deep.equal([]);
        const [first] = await entries(name);
        expect(targets).to.include(first!['@halyard/source'].slice(2));
      });

      it('has the licence of each package whose code is in it, and of no other', async () => {
        const files = await shipped(name);
        const code = [...mapped(files), ...(name === 'admin' ? await pageSources() : [])];
        const bundled = new Set(code.flatMap((path) => packageAt(path) ?? []));
        const notices = files.find(({ path }) => path === 'dist/THIRD-PARTY-LICENSES.txt')?.text ?? '';
        const titles = Array.from(notices.matchAll(/^-+\n\n(\S+) /gm), ([, title]) => title);
        expect(titles).to.have.members([...bundled]);
        for (const other of bundled) {
          const licence = readFileSync(join(root, 'node_modules', other, 'LICENSE'), 'utf8');
          expect(notices, other).to.include(licence.trim());
        }
      });

      it('names no folder of this machine', async () => {
        const leaks = (await shipped(name)).filter(
          ({ text }) => text.includes(root) || text.includes(`${homedir()}${sep}`),
        );
        expect(leaks.map(({ path }) => path)).to.deep.equal([]);
      });

      it('shares the one copy of core', async () => {
        const own = join(await installation(), 'node_modules/@halyard', name, 'node_modules/@halyard');
        expect(existsSync(own)).to.equal(false);
      });
    });
  }
});
