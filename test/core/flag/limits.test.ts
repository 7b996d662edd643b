import { expect } from 'chai';
import { patternSteps } from '../../../packages/core/src/flag/pattern-steps.js';
import { patternWeight } from '../../../packages/core/src/flag/pattern-weight.js';
import { readFlag, readSegment } from '../../../packages/core/src/flag/read.js';
import { flagText } from '../../../packages/core/src/flag/flag-text.js';

const problem = (text: string): string | undefined => readFlag(text).problem;

/** `when` as deep as the whole definition then is. */
const deep = (depth: number): string => {
  const nested = depth - 3;
  return `{"rules":[{"when":${'{"$not":'.repeat(nested - 1)}{}${'}'.repeat(nested - 1)}}]}`;
};

describe('the limits of a definition', () => {
  it('are 1 MiB of UTF-8', () => {
    const text = (bytes: number): string => `{"owner":"${'é'.repeat((bytes - 12) / 2)}"}`;
    expect(Buffer.byteLength(text(2 ** 20))).to.equal(2 ** 20);
    expect(problem(text(2 ** 20))).to.equal(undefined);
    expect(problem(text(2 ** 20 + 2))).to.equal(
      'a definition has at most 1 MiB (1048576 bytes), received 1048578 bytes',
    );
  });

  it('are 1 MiB for short text too', () => {
    const users = `users:${'alice,'.repeat(180_000)}`;
    expect(readFlag(users)).to.deep.equal({
      problem: 'a definition has at most 1 MiB (1048576 bytes), received 1080006 bytes',
    });
  });

  it('are not measured exactly for what is far too large', () => {
    expect(readFlag('x'.repeat(2 ** 22 + 1))).to.deep.equal({
      problem: 'a definition has at most 1 MiB (1048576 bytes), received more than 4194304 bytes',
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

  it('are the integers that a double holds exactly', () => {
    const exact = 'the number is too large to be exact (at most 9007199254740991); write it as text';
    expect(problem('{"metadata":{"a":[9007199254740991,-9007199254740991]}}')).to.equal(undefined);
    expect(problem('{"rules":[{"when":{"id":9007199254740993}}]}')).to.equal(`rules[0].when.id: ${exact}`);
    expect(problem('{"metadata":{"a":[-9007199254740992]}}')).to.equal(`metadata.a[0]: ${exact}`);
    expect(problem('{"metadata":{"a":[1e309]}}')).to.equal('metadata.a[0]: the number is too large');
  });

  it('are 1,000 rules', () => {
    const rules = (count: number): string =>
      JSON.stringify({ rules: Array.from({ length: count }, () => ({ rollout: 1 })) });
    expect(problem(rules(1_000))).to.equal(undefined);
    expect(problem(rules(1_001))).to.equal('rules: at most 1000 rules, received 1001');
  });

  it('are 50,000 users in a list', () => {
    const users = (count: number) => ({ rules: [{ users: Array<string>(count).fill('a') }] });
    expect(flagText('x', users(50_000))).to.have.length.above(100_000);
    expect(() => flagText('x', users(50_001))).to.throw(
      'rules[0].users: at most 50000 users, received 50001',
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

  it('are 2,000 steps for the patterns of a definition, with counted repetitions written out', () => {
    const when = (...patterns: readonly string[]) =>
      JSON.stringify({
        rules: patterns.map(($regex, i) => ({ when: { $or: [{ a: { $not: { $regex } } }, { b: i }] } })),
      });
    const message = (steps: number): string =>
      `the patterns of a definition take at most 2000 steps, with counted repetitions written out; received ${steps}`;
    expect(problem(when('a{999}', 'b{999}', 'cd'))).to.equal(undefined);
    expect(problem(when('a{999}', 'b{999}', 'cde'))).to.equal(message(2001));
    expect(problem(when(`(?:${'.?'.repeat(400)}){1000}`))).to.equal(message(400_000));
    expect(readSegment('{"a":{"$regex":"a{999}"},"b":{"$notRegexi":"a{999}abc"}}').problem).to.equal(
      message(2001),
    );
  });
});

describe('the weight of the patterns of a definition', () => {
  const definition = (count: number, pattern: string): string => {
    const $or = Array.from({ length: count }, () => ({ a: { $regexi: pattern } }));
    return JSON.stringify({ rules: [{ when: { $or } }] });
  };
  const message = (weight: number): string =>
    `the patterns of a definition have at most 10000 characters, a counted repetition, a Unicode class and a long range counted as many; received ${weight}`;

  it('is at most 10,000', () => {
    expect(problem(definition(10, `[${'a'.repeat(998)}]`))).to.equal(undefined);
    expect(problem(definition(11, `[${'a'.repeat(998)}]`))).to.equal(message(11_000));
  });

  const heavy: readonly (readonly [pattern: string, weight: number])[] = [
    ['\\pL', 153],
    ['[\\P{Greek}x]', 162],
    ['a{2,5}', 36],
    ['[а-я]', 27],
    ['[B-\\x{1e942}]', 2518],
    ['[B-\u{1e942}]', 2511],
    ['[B-\\x{10ffff}]', 2519],
    ['[a-z]', 7],
    ['a-\\.', 4],
  ];
  for (const [pattern, weight] of heavy) {
    it(`of ${pattern} is ${weight}`, () => {
      expect(patternWeight(pattern)).to.equal(weight);
    });
  }

  // Each takes seconds otherwise.
  for (const pattern of [`[${'B-\u{1e942}'.repeat(100)}]`, `[${'\\pL'.repeat(300)}]`]) {
    it(`keeps a definition of many patterns like ${pattern.slice(0, 12)} from being read`, () => {
      expect(problem(definition(50, pattern))).to.include('have at most 10000 characters');
    });
  }
});

describe('the steps of a pattern', () => {
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
    ['(ab){10}', 20],
    ['((ab){10}c){10}', 210],
    ['x(ab){10}y', 22],
    ['(unclosed', 8],
    ['unopened)', 8],
    ['(?:a|b)*c+d?', 4],
    ['(?i)^a$', 3],
    ['(?P<name>a){3}', 3],
    ['(?:){10}', 10],
  ];
  for (const [pattern, size] of sizes) {
    it(`of ${pattern || 'none'} is ${size}`, () => {
      expect(patternSteps(pattern)).to.equal(size);
    });
  }
});
