import { expect } from 'chai';
import { patternSize } from '../../../packages/core/src/flag/pattern-size.js';
import { readFlag } from '../../../packages/core/src/flag/read.js';
import { flagText } from '../../../packages/core/src/flag/source.js';

const problem = (text: string): string | undefined => readFlag(text).problem;

/** `when` as deep as the whole definition then is. */
const deep = (depth: number): string => {
  const nested = depth - 3;
  return `{"rules":[{"when":${'{"$not":'.repeat(nested - 1)}{}${'}'.repeat(nested - 1)}}]}`;
};

describe('the limits of a definition', () => {
  it('are 64 KiB of UTF-8', () => {
    const text = (bytes: number): string => `{"owner":"${'é'.repeat((bytes - 12) / 2)}"}`;
    expect(Buffer.byteLength(text(65_536))).to.equal(65_536);
    expect(problem(text(65_536))).to.equal(undefined);
    expect(problem(text(65_538))).to.equal(
      'a definition has at most 64 KiB (65536 bytes), received 65538 bytes',
    );
  });

  it('are 64 KiB for short text too, which is then no definition at all', () => {
    const users = `users:${'alice,'.repeat(11_000)}`;
    expect(readFlag(users)).to.deep.equal({
      problem: 'a definition has at most 64 KiB (65536 bytes), received 66006 bytes',
    });
  });

  it('are 32 levels', () => {
    expect(problem(deep(32))).to.equal(undefined);
    const path = `rules[0].when${'.$not'.repeat(29)}`;
    expect(problem(deep(33))).to.equal(`${path}: a definition nests at most 32 levels deep`);
  });

  it('are 32 levels of anything', () => {
    const metadata = (depth: number): string =>
      `{"metadata":${'{"a":['.repeat(depth)}1${']}'.repeat(depth)}}`;
    expect(problem(metadata(15))).to.equal(undefined);
    expect(problem(metadata(16))).to.equal(
      `metadata${'.a[0]'.repeat(15)}.a: a definition nests at most 32 levels deep`,
    );
  });

  it('are the numbers that a double holds', () => {
    expect(problem('{"metadata":{"a":[1e308]}}')).to.equal(undefined);
    expect(problem('{"metadata":{"a":[1e309]}}')).to.equal('metadata.a[0]: the number is too large');
  });

  it('are 1,000 rules', () => {
    const rules = (count: number): string =>
      JSON.stringify({ rules: Array.from({ length: count }, () => ({ rollout: 1 })) });
    expect(problem(rules(1_000))).to.equal(undefined);
    expect(problem(rules(1_001))).to.equal('rules: at most 1000 rules, received 1001');
  });

  it('are 100,000 users in a list, where 64 KiB does not come first', () => {
    const users = (count: number) => ({ rules: [{ users: Array<string>(count).fill('a') }] });
    expect(() => flagText('x', users(100_000))).to.throw('a definition has at most 64 KiB');
    expect(() => flagText('x', users(100_001))).to.throw(
      'rules[0].users: at most 100000 users, received 100001',
    );
  });

  it('are 1,000 characters a pattern', () => {
    const pattern = (count: number): string =>
      `{"rules":[{"when":{"a":{"$regex":"${'🚀'.repeat(count)}"}}}]}`;
    expect(problem(pattern(1_000))).to.equal(undefined);
    expect(problem(pattern(1_001))).to.equal(
      'rules[0].when.a.$regex: must be a regular expression of at most 1000 characters, received 1001',
    );
  });

  it('are 10,000 steps a pattern with its counted repetitions written out', () => {
    const text = JSON.stringify({ rules: [{ when: { a: { $regex: `(?:${'.?'.repeat(400)}){1000}` } } }] });
    expect(problem(text)).to.equal(
      "rules[0].when.a.$regex: the pattern's counted repetitions write it out to 804000 steps, at most 10000",
    );
  });
});

describe('the size of a pattern', () => {
  const sizes: readonly (readonly [pattern: string, size: number])[] = [
    ['', 0],
    ['abc', 3],
    ['a{3}', 3],
    ['a{2,5}', 5],
    ['a{2,}', 3],
    ['a{,5}', 5],
    ['[a-z]{10}', 10],
    ['[]a]{10}', 10],
    ['[^]a]{10}', 10],
    ['[[:alpha:]]{10}', 10],
    ['[{2}]', 1],
    ['\\p{Greek}{10}', 10],
    ['\\x{10}', 1],
    ['\\{10}', 4],
    ['(ab){10}', 40],
    ['((ab){10}c){10}', 430],
    ['x(ab){10}y', 42],
    ['(unclosed', 8],
    ['unopened)', 10],
  ];
  for (const [pattern, size] of sizes) {
    it(`of ${pattern || 'none'} is ${size}`, () => {
      expect(patternSize(pattern)).to.equal(size);
    });
  }
});
