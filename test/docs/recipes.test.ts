import { parseFlag } from '@halyard/core/store';
import { parseFlagFile } from '@halyard/formats/halyard';
import { expect } from 'chai';
import { filesIn } from './example-program.js';
import { linksIn } from './links.js';
import { documents } from './markdown.js';

const pages = documents().filter(({ path }) => path.startsWith('docs/recipes/'));
const index = pages.find(({ path }) => path === 'docs/recipes/README.md')!;
const recipes = pages.filter((page) => page !== index);

describe('the recipes', () => {
  it('are all listed', () => {
    const names = recipes.map(({ path }) => path.slice('docs/recipes/'.length));
    expect(linksIn(index.prose)).to.include.members(names);
  });

  for (const page of recipes) {
    it(`${page.path} has the flag, the code and the steps, in few lines`, () => {
      const headings = Array.from(page.prose.matchAll(/^## (.+)$/gm), ([, heading]) => heading);
      expect(headings).to.deep.equal(['The flag', 'The code', 'The steps']);
      expect(page.lines.length).to.be.lessThan(80);
    });

    it(`${page.path} has flags that are valid`, () => {
      for (const text of filesIn(page).values()) {
        for (const [name, source] of parseFlagFile(text, 'yaml')) {
          expect(parseFlag(name, source).problem, name).to.equal(undefined);
        }
      }
    });
  }
});
