import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { anchors, linksIn, placeOf } from './links.js';
import { apiPages, documents, root } from './markdown.js';

const pages = [...documents(), ...apiPages()];
const anchorsOf = anchors(pages);

describe('what the documentation refers to', () => {
  it('docs/README.md lists every document, and the README of a folder of docs its pages', () => {
    const indexes = documents().filter(({ path }) => /^docs\/(?:\w+\/)?README\.md$/.test(path));
    const listed = new Set(
      indexes.flatMap(({ path, prose }) => linksIn(prose).flatMap((link) => placeOf(link, path)?.file ?? [])),
    );
    const missing = documents().filter(({ path }) => path !== 'docs/README.md' && !listed.has(path));
    expect(missing.map(({ path }) => path)).to.deep.equal([]);
  });

  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };

  for (const { path, prose } of pages) {
    it(`${path}: every link leads somewhere`, () => {
      const broken = linksIn(prose).filter((link) => {
        const place = placeOf(link, path);
        if (place === undefined) return false;
        if (!existsSync(join(root, place.file))) return true;
        return place.fragment !== undefined && anchorsOf.get(place.file)?.has(place.fragment) === false;
      });
      expect(broken).to.deep.equal([]);
    });
  }

  for (const { path, lines, prose } of documents()) {
    // npm shows the README of a package by itself, where a relative link leads nowhere.
    if (path.startsWith('packages/')) {
      it(`${path}: every link is absolute`, () => {
        expect(linksIn(prose).filter((link) => !/^(?:[a-z]+:|#)/.test(link))).to.deep.equal([]);
      });
    }

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
