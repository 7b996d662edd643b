import { expect } from 'chai';
import { describe, it } from 'mocha';
import { comparedText } from '../../../packages/admin/page/diff/compared-text.js';
import { foldedDiff } from '../../../packages/admin/page/diff/folded-diff.js';
import { lineDiff } from '../../../packages/admin/page/diff/line-diff.js';
import { readableText } from '../../../packages/admin/page/diff/readable-text.js';

const SIGNS = { same: ' ', added: '+', removed: '-' } as const;
const shown = (before: string, after: string): string =>
  lineDiff(before, after)
    .map(({ kind, text }) => SIGNS[kind] + text)
    .join('|');

describe('the difference of two texts', () => {
  it('shows lines that were added, removed and changed among those that stayed', () => {
    expect(shown('a\nb\nc', 'a\nx\nc\nd')).to.equal(' a|-b|+x| c|+d');
  });

  it('keeps as many lines as can be', () => {
    const kept = lineDiff('a\nb\nc\na\nb\nb\na', 'c\nb\na\nb\na\nc').filter(({ kind }) => kind === 'same');
    expect(kept).to.have.length(4);
  });

  it('is all of it where there was nothing, or is nothing', () => {
    expect(shown('', 'a\nb')).to.equal('+a|+b');
    expect(shown('a\nb', '')).to.equal('-a|-b');
    expect(shown('', '')).to.equal('');
  });

  it('gives back both texts', () => {
    const before = 'x\ny\ny\nz\nx';
    const after = 'y\nx\ny\nx\nx';
    const lines = lineDiff(before, after);
    const side = (other: string): string =>
      lines
        .filter(({ kind }) => kind !== other)
        .map(({ text }) => text)
        .join('\n');
    expect(side('added')).to.equal(before);
    expect(side('removed')).to.equal(after);
  });

  it('of texts without end shows both whole', () => {
    const many = (letter: string): string => Array.from({ length: 3000 }, (_, i) => letter + i).join('\n');
    const lines = lineDiff(many('a'), many('b'));
    expect(lines).to.have.length(6000);
    expect(lines[2999]!.kind).to.equal('removed');
    expect(lines[3000]!.kind).to.equal('added');
  });
});

describe('a folded difference', () => {
  const numbered = (count: number): string[] => Array.from({ length: count }, (_, i) => String(i));

  it('leaves out what is far from any change', () => {
    const before = numbered(20);
    const after = before.with(10, 'x');
    const runs = foldedDiff(lineDiff(before.join('\n'), after.join('\n')));
    expect(runs.map((run) => ('folded' in run ? run.folded : run.lines.length))).to.deep.equal([7, 8, 6]);
  });

  it('shows a single line rather than say that it is left out', () => {
    const before = numbered(8);
    const after = before.with(4, 'x');
    const runs = foldedDiff(lineDiff(before.join('\n'), after.join('\n')));
    expect(runs.some((run) => 'folded' in run)).to.equal(false);
  });
});

describe('a stored text to read', () => {
  it('has no line that differs by a comma', () => {
    const lines = lineDiff(comparedText('{"a":1}'), comparedText('{"a":1,"b":2}'));
    expect(lines.filter(({ kind }) => kind !== 'same')).to.deep.equal([{ kind: 'added', text: '  "b": 2' }]);
  });

  it('is JSON over several lines, and anything else as it is', () => {
    expect(readableText('{"a":[1]}')).to.equal('{\n  "a": [\n    1\n  ]\n}');
    expect(readableText(' 25% ')).to.equal('25%');
    expect(readableText('{broken')).to.equal('{broken');
    expect(readableText(null)).to.equal('');
  });
});
