import { detectFormat, FORMAT_NAMES, FORMATS, type FormatName, readDocument } from '@halyard/formats';
import { parseFlagFile } from '@halyard/formats/halyard';
import { flagText } from '@halyard/core/store';
import { expect } from 'chai';
import { filesIn } from './example-program.js';
import { linksIn } from './links.js';
import { documents } from './markdown.js';

const FOLDER = 'docs/migrate/';

const pages = documents().filter(({ path }) => path.startsWith(FOLDER));
const index = pages.find(({ path }) => path === `${FOLDER}README.md`)!;
const guides = pages.filter(({ path }) => !['README.md', 'scores.md'].includes(path.slice(FOLDER.length)));

const HEADINGS = ['The flags', 'The import', 'The code', 'What is not translated'];

describe('the guides from other systems', () => {
  it('are all listed, one for each format', () => {
    const names = guides.map(({ path }) => path.slice(FOLDER.length));
    expect(linksIn(index.prose)).to.include.members([...names, 'scores.md']);
    const others = FORMAT_NAMES.filter((name) => name !== 'halyard');
    expect(names).to.include.members(others.map((name) => `${name}.md`));
  });

  for (const page of guides) {
    it(`${page.path} has the flags, the import, the code and the rest, in few lines`, () => {
      const headings = Array.from(page.prose.matchAll(/^## (.+)$/gm), ([, heading]) => heading);
      expect(headings).to.deep.equal(HEADINGS);
      expect(page.lines.length).to.be.lessThan(130);
    });

    const format = /([a-z]+)\.md$/.exec(page.path)![1] as FormatName;
    if (!FORMAT_NAMES.includes(format)) continue;

    it(`${page.path} shows what its file becomes`, () => {
      const files = filesIn(page);
      const document = readDocument(files.get(`${format}.json`)!, 'json');
      expect(detectFormat(document)).to.equal(format);
      const { flags, problems } = FORMATS[format].read(document);
      expect(problems).to.deep.equal([]);
      const texts = [...flags].map(([name, source]) => [name, flagText(name, source)]);
      expect([...parseFlagFile(files.get('flags.yaml')!, 'yaml')]).to.deep.equal(texts);
    });
  }
});
