import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { repositoryFiles, root } from './workspace.js';

/** Phrases that readers whose second language is English stumble over, and what to write. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\bnobody\b/i, '"no one", or the noun: "no process"'],
  [/\bsomebody\b/i, 'the noun: "another writer"'],
  [/\bwhoever\b/i, 'the noun: "users matched by a rule"'],
  [/\bhangs? on\b/i, '"depends on"'],
  [/\b(?:tells?|told) of\b/i, '"reports"'],
  [/\bknows no\b/i, '"has no"'],
  [/(?<!\bthere )\b(?:is|are) no (?!longer\b|more\b|later\b|earlier\b|other\b)/i, '"is not a …"'],
  [/\bnot possible anywhere\b/i, '"not supported"'],
  [/\bsomething went wrong\b/i, '"internal error"'],
];

const CHECKED = /^(?:packages\/.*\.(?:tsx?|md)|examples\/.*\.(?:ts|md)|docs\/.*\.md|[A-Z]+\.md)$/;
const UNCHECKED = /\.generated\.ts$|^CHANGELOG\.md$/;

describe('the English of packages and documents', () => {
  const files = repositoryFiles().filter((path) => CHECKED.test(path) && !UNCHECKED.test(path));

  for (const [phrase, instead] of PHRASES) {
    it(`says ${instead} and not ${phrase.source}`, () => {
      const found = files.flatMap((path) =>
        readFileSync(join(root, path), 'utf8')
          .split('\n')
          .flatMap((line, index) => (phrase.test(line) ? `${path}:${index + 1}: ${line.trim()}` : [])),
      );
      expect(found).to.deep.equal([]);
    });
  }
});
