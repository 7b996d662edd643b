import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { expect } from 'chai';
import { importsOf, packageOf, packages } from './workspace.js';

/** Which of our packages each may import. A new package takes its place here first. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  redis: ['core'],
  sql: ['core'],
  express: ['core'],
  koa: ['core'],
  node: ['core'],
  fastify: ['core'],
  hono: ['core'],
  nest: ['core'],
  formats: ['core'],
  stores: ['core', 'formats'],
  admin: ['core', 'formats'],
  cli: ['core', 'admin', 'file', 'formats', 'redis', 'sql', 'stores', 'telemetry'],
  file: ['core', 'formats'],
  openfeature: ['core'],
  telemetry: ['core'],
  halyard: ['cli'],
  conformance: ['core'],
};

/** The folders of core. Each imports only those before it. */
const CORE_FOLDERS = ['base', 'flag', 'evaluation', 'store', 'backends', 'service', 'gate', 'testing'];

/** What else core may not touch: it runs anywhere, under any framework, beside any client. */
const SERVER_API = /^node:(?:http|https|http2|net|tls|cluster|dgram|child_process|repl|inspector)(?:\/|$)/;

/** The modules of Node that core imports as it is loaded. Node itself has loaded most of them by then. */
const LOADED = [
  'node:async_hooks',
  'node:diagnostics_channel',
  'node:events',
  'node:fs/promises',
  'node:path',
];

/** Every import of every package, as `by` this package `in` this file. */
const imports = packages().flatMap(({ folder, sources }) =>
  sources.flatMap((source) => source.imports.map((module) => ({ module, by: folder, in: source.path }))),
);

describe('the arrows between packages', () => {
  for (const { folder } of packages()) {
    it(`let ${folder} import only the packages it may`, () => {
      expect(ARROWS, `packages/${folder} needs a line in ARROWS`).to.have.property(folder);
      const allowed = new Set(ARROWS[folder]!.map((name) => `@halyard/${name}`));
      const ours = imports.filter(({ by, module }) => by === folder && module.startsWith('@halyard/'));
      expect(ours.filter(({ module }) => !allowed.has(packageOf(module)))).to.deep.equal([]);
    });
  }

  it('go by name, never by a path out of src', () => {
    const escapes = imports.filter(({ module, by, in: path }) => {
      const target = posix.join(posix.dirname(path), module);
      return module.startsWith('.') && !target.startsWith(`packages/${by}/src/`);
    });
    expect(escapes).to.deep.equal([]);
  });

  it('let each folder of core import only itself and those before it', () => {
    const layer = (path: string): number => CORE_FOLDERS.indexOf(path.split('/')[3]!);
    const wrong = imports.filter(({ by, module, in: path }) => {
      if (by !== 'core' || !module.startsWith('.') || path === 'packages/core/src/index.ts') return false;
      return layer(path) < 0 || layer(posix.join(posix.dirname(path), module)) > layer(path);
    });
    expect(wrong).to.deep.equal([]);
  });

  it('let the plain way to follow a Redis hash do without the announcements', () => {
    const wrong = imports.filter(({ in: path, module }) => {
      const from = /^packages\/redis\/src\/(?:plain|connections)\//.test(path);
      return from && module.includes('announced');
    });
    expect(wrong).to.deep.equal([]);
  });

  it('let core use one foreign package, the regular expressions, and no server API of Node', () => {
    const foreign = imports.filter(({ by, module }) => by === 'core' && !module.startsWith('.'));
    const wrong = foreign.filter(({ module }) => SERVER_API.test(module) || !/^node:|^re2js$/.test(module));
    expect(wrong).to.deep.equal([]);
  });

  it('let core load no module of Node at its import that takes long to load', () => {
    const loaded = packages()
      .filter(({ folder }) => folder === 'core')
      .flatMap(({ sources }) => sources)
      .flatMap(({ text }) => [...text.matchAll(/^import (?!type)[^;]* from '(node:[^']+)';$/gm)])
      .map(([, name]) => name);
    expect(new Set(loaded)).to.have.keys(LOADED);
  });

  it('let conformance use core, node:assert and node:net only, so that it runs under any test runner', () => {
    const foreign = imports.filter(({ by, module }) => by === 'conformance' && !module.startsWith('.'));
    const wrong = foreign.filter(
      ({ module }) =>
        !/^(?:@halyard\/core(?:\/adapter|\/store)?|node:assert(?:\/strict)?|node:net)$/.test(module),
    );
    expect(wrong).to.deep.equal([]);
  });

  it("name Node's own modules with their prefix", () => {
    expect(imports.filter(({ module }) => builtinModules.includes(packageOf(module)))).to.deep.equal([]);
  });
});

describe('how the imports are read', () => {
  it('finds every way of naming a module', () => {
    const text = [
      "import 'a';",
      "import type { B } from 'b';",
      "import {\n  c,\n  type C,\n} from 'c';",
      "export * from 'd';",
      "const e = await import('e');",
      "type F = import('f').F;",
      "declare module 'g' {}",
    ].join('\n');
    expect(importsOf(text)).to.have.members(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  });

  it('passes over comments', () => {
    expect(importsOf("/**\n * import 'a';\n */\n// import('b')\nexport const c = 'c';")).to.deep.equal([]);
  });
});
