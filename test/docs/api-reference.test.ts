import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { expect } from 'chai';
import { apiReference } from '../../scripts/api-reference/api-reference.js';
import { staleFiles, writePages } from '../../scripts/api-reference/page-folder.js';

const INDEX = `// For tests.

// Things.
export { makeThing, Thing } from './thing.js';

// Their options.
export type { ThingOptions } from './thing.js';
`;

const THING = `
/** What a thing does. */
export interface Doing {
    /** Does it. */
    run(): void;
}
/** The options of {@link Thing}. */
export interface ThingOptions {
    /** The size, in metres. @default 1 */
    readonly size?: number;
}
/** A thing, made by {@link makeThing}. */
export declare class Thing implements Doing {
    #private;
    /** As {@link Thing.grow} left it. */
    readonly size: number;
    run(): void;
    /** Grows by one metre. */
    grow(): this;
    /** Grows by so many. */
    grow(by: number): this;
}
/**
 * Makes a thing.
 *
 * \`\`\`ts
 * makeThing('a');
 * \`\`\`
 */
export declare function makeThing(name: string, options: ThingOptions, another: ThingOptions, third?: ThingOptions): Thing;
`;

const PAGE = `<!-- Written by \`npm run docs:api\` from the declarations. -->

# @halyard/things

For tests.

- Things: [\`makeThing\`](#makething), [\`Thing\`](#thing), [\`Doing\`](#doing)
- Their options: [\`ThingOptions\`](#thingoptions)

## Things

### makeThing

\`\`\`ts
function makeThing(
  name: string,
  options: ThingOptions,
  another: ThingOptions,
  third?: ThingOptions,
): Thing;
\`\`\`

Makes a thing.

\`\`\`ts
makeThing('a');
\`\`\`

Types: [\`ThingOptions\`](#thingoptions), [\`Thing\`](#thing)

### Thing

\`\`\`ts
class Thing implements Doing
\`\`\`

A thing, made by [\`makeThing\`](#makething).

Its other members are those of [\`Doing\`](#doing).

#### Thing.size

\`\`\`ts
readonly size: number;
\`\`\`

As [\`Thing.grow\`](#thinggrow) left it.

#### Thing.grow

\`\`\`ts
grow(): this;
\`\`\`

Grows by one metre.

\`\`\`ts
grow(by: number): this;
\`\`\`

Grows by so many.

Types: [\`Doing\`](#doing)

### Doing

What a thing does.

\`\`\`ts
interface Doing {
  /** Does it. */
  run(): void;
}
\`\`\`

## Their options

### ThingOptions

The options of [\`Thing\`](#thing).

\`\`\`ts
interface ThingOptions {
  /** The size, in metres. @default 1 */
  readonly size?: number;
}
\`\`\`
`;

const DOING_TOO = INDEX.replace('makeThing, Thing', 'makeThing, Thing, type Doing');

describe('the API reference', function () {
  // Each case reads the declarations of Node.
  this.timeout(60_000);

  let root: string;

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'halyard-api-'))).replaceAll(sep, '/');
  });

  afterEach(() => rmSync(root, { recursive: true }));

  /** The reference of a package \`@halyard/things\`, with declarations of this text. */
  const reference = (thing: string, index = DOING_TOO): ReturnType<typeof apiReference> => {
    const exports = {
      '.': { '@halyard/source': './src/index.ts', import: { types: './dist/index.d.ts' } },
      './package.json': './package.json',
    };
    const files = {
      'package.json': JSON.stringify({ name: '@halyard/things', description: 'Things', exports }),
      'src/index.ts': index,
      'dist/index.d.ts': index,
      'dist/thing.d.ts': thing,
    };
    for (const [path, text] of Object.entries(files)) {
      const file = join(root, 'packages/things', path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    return apiReference(root);
  };

  const problems = async (thing: string, index?: string): Promise<unknown> => {
    const result = await reference(thing, index);
    return 'problems' in result ? result.problems : [];
  };

  it('has the groups of the index file, with code, docstrings and links', async () => {
    const pages = (await reference(THING)) as ReadonlyMap<string, string>;
    expect([...pages.keys()]).to.deep.equal(['README.md', 'things.md']);
    expect(pages.get('things.md')).to.equal(PAGE);
    expect(pages.get('README.md')).to.contain('- [`@halyard/things`](things.md): For tests.\n');
  });

  it('has a heading of its own for each of two names that differ in capitals only', async () => {
    const thing = `${THING}/** The word for it, see {@link Thing}. */\nexport declare const thing: string;\n`;
    const pages = (await reference(
      thing,
      DOING_TOO.replace('type Doing', 'thing, type Doing'),
    )) as ReadonlyMap<string, string>;
    expect(pages.get('things.md')).to.contain('[`Thing`](#thing), [`thing`](#thing-1)');
  });

  it('fails for exports, members and overloads without a docstring', async () => {
    const bare = THING.replace('/** The options of {@link Thing}. */', '')
      .replace('/** The size, in metres. @default 1 */', '')
      .replace('/** Grows by so many. */', '');
    expect(await problems(bare)).to.deep.equal([
      '@halyard/things: Thing.grow(by) needs a docstring',
      '@halyard/things: ThingOptions needs a docstring',
      '@halyard/things: ThingOptions.size needs a docstring',
    ]);
  });

  it('fails for a type that is used and not exported', async () => {
    expect(await problems(THING, INDEX)).to.deep.equal([
      '@halyard/things: Thing has the type Doing in its declaration, which no entry point exports',
    ]);
  });

  it('fails for a link to what is not exported', async () => {
    expect(await problems(THING.replace('{@link Thing.grow}', '{@link Thing.shrink}'))).to.deep.equal([
      '@halyard/things: the docstring of Thing links to Thing.shrink, which no entry point exports',
    ]);
  });

  it('fails for a name of another library', async () => {
    const index = `${DOING_TOO}export { Server } from 'node:http';\n`;
    expect(await problems(THING, index)).to.deep.equal([
      '@halyard/things: Server is declared outside of the packages',
    ]);
  });

  it('fails where the packages are not built, or were built before the last change', async () => {
    await reference(THING);
    writeFileSync(join(root, 'packages/things/dist/index.d.ts'), INDEX);
    expect(await apiReference(root)).to.deep.equal({
      problems: [
        '@halyard/things: the declarations do not have the exports of the index file: run npm run build',
      ],
    });
    rmSync(join(root, 'packages/things/dist/index.d.ts'));
    const error = await apiReference(root).catch((thrown) => thrown);
    expect(error.message).to.equal('@halyard/things has no declarations: run npm run build');
  });

  it('fails where the first exports have no group', async () => {
    const error = await reference(THING, "export { Thing } from './thing.js';\n").catch((thrown) => thrown);
    expect(error.message).to.match(/index\.ts: name the group of the first exports in a comment above them$/);
  });

  it('knows which pages are not current, and makes them so', () => {
    const pages = new Map([
      ['same.md', 'same'],
      ['changed.md', 'new'],
      ['missing.md', 'text'],
    ]);
    for (const name of ['same.md', 'changed.md', 'needless.md']) writeFileSync(join(root, name), 'same');
    expect(staleFiles(root, pages)).to.deep.equal(['changed.md', 'missing.md', 'needless.md']);
    writePages(root, pages);
    expect(staleFiles(root, pages)).to.deep.equal([]);
  });
});
