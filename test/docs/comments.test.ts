import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { repositoryFiles } from '../architecture/workspace.js';
import { documents, root } from './markdown.js';

const CODE = /^(?:packages|examples|test|scripts|bench)\/.*\.(?:tsx?|m?js)$/;

const headings = new Map(
  documents().map(({ path, prose }) => [
    path,
    Array.from(prose.matchAll(/^#{1,6} (.+)$/gm), ([, heading]) => heading!),
  ]),
);

/** The references of a text to a document, as in `docs/flags.md, "Names"`, which may go on in the next comment line. */
function references(text: string): { readonly page: string; readonly heading: string | undefined }[] {
  const joined = text.replaceAll(/\n\s*(?:\*|\/\/) ?/g, ' ');
  return Array.from(joined.matchAll(/\b(docs\/\w+\.md)(?:, "([^"]+)")?/g), ([, page, heading]) => ({
    page: page!,
    heading,
  }));
}

describe('the comments that refer to a document', () => {
  const all = repositoryFiles()
    .filter((path) => CODE.test(path))
    .flatMap((path) =>
      references(readFileSync(join(root, path), 'utf8')).map((reference) => ({ path, ...reference })),
    );

  it('name a heading that it has', () => {
    const wrong = all.filter(
      ({ page, heading }) => heading !== undefined && headings.get(page)?.includes(heading) !== true,
    );
    expect(wrong).to.deep.equal([]);
  });

  it('say in the packages which part of docs/flags.md is meant', () => {
    const vague = all.filter(
      ({ path, page, heading }) =>
        path.startsWith('packages/') && page === 'docs/flags.md' && heading === undefined,
    );
    expect(vague).to.deep.equal([]);
  });

  it('are found where they go on in the next line', () => {
    expect(all).to.deep.include({
      path: 'packages/core/src/evaluation/bucketing/hash-algorithms.ts',
      page: 'docs/flags.md',
      heading: 'Hashes of other systems',
    });
  });
});
