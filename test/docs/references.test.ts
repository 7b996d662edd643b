import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { documents, root } from './markdown.js';

/** The anchor that GitHub gives a heading. */
function anchor(heading: string): string {
  const text = heading
    .replaceAll(/[`*_]|\]\([^)]*\)|\[/g, '')
    .trim()
    .toLowerCase();
  return text.replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(/\s/g, '-');
}

const anchors = new Map(
  documents().map(({ path, prose }) => [
    path,
    new Set([...prose.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) => anchor(heading!))),
  ]),
);

describe('what the documentation refers to', () => {
  it('docs/README.md lists every document', () => {
    const index = documents().find(({ path }) => path === 'docs/README.md')!;
    const links = [...index.prose.matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => join('docs', link!));
    const listed = new Set(links);
    const others = documents().filter(({ path }) => path !== index.path);
    expect(others.map(({ path }) => path).filter((path) => !listed.has(path))).to.deep.equal([]);
  });

  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };

  for (const { path, lines, prose } of documents()) {
    it(`${path}: every link leads somewhere`, () => {
      const links = [...prose.matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)/gm)].map(
        (link) => link[1] ?? link[2]!,
      );
      const broken = links
        .filter((link) => !/^[a-z]+:/.test(link))
        .filter((link) => {
          const [file, fragment] = link.split('#', 2);
          const target = file === '' ? path : join(dirname(path), file!);
          if (!existsSync(join(root, target))) return true;
          return fragment !== undefined && anchors.get(target)?.has(fragment) === false;
        });
      expect(broken).to.deep.equal([]);
    });

    it(`${path}: every npm script exists`, () => {
      const named = [...lines.join('\n').matchAll(/\bnpm (?:run ([\w:-]+)|(test|start)\b)/g)];
      expect(
        named.map(([, run, short]) => run ?? short!).filter((name) => !Object.hasOwn(scripts, name)),
      ).to.deep.equal([]);
    });

    it(`${path}: every file it names exists`, () => {
      const files = /(?<=[\s`])(?:packages|examples|test|docs|scripts|bench)\/[\w./-]*\w(?=[\s`])/g;
      const named = [...lines.join('\n').matchAll(files)].map(([file]) => file);
      expect(named.filter((file) => !existsSync(join(root, file)))).to.deep.equal([]);
    });
  }
});
