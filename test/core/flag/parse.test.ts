import { expect } from 'chai';
import fc from 'fast-check';
import { parseFlag } from '../../../packages/core/src/evaluation/parse-flag.js';
import { definition, mutated } from './arbitrary.js';

describe('parsing a stored text', () => {
  it('gives a flag for short text and for a definition', () => {
    const { flag, problem } = parseFlag('x', ' 25% ');
    expect(problem).to.equal(undefined);
    expect(flag).to.include({ name: 'x', text: ' 25% ' });
    expect(flag?.definition).to.deep.equal({ rules: [{ rollout: 25 }] });
    expect(flag?.definition.rules?.[0]).to.be.frozen;
    expect(parseFlag('x', '{"enabled":false}').flag?.definition).to.deep.equal({ enabled: false });
  });

  it('gives a flag that is off, and a problem, for short text that is not understood', () => {
    const { flag, problem } = parseFlag('x', 'ture');
    expect(flag?.constant).to.deep.include({ value: false, on: false });
    expect(problem).to.equal('"ture" is not understood and counts as off, did you mean true?');
  });

  it('gives only a problem for a definition that is none', () => {
    expect(parseFlag('x', '{"rules":')).to.deep.equal({
      problem: 'not JSON: a value expected at line 1, column 10, the text ends',
    });
    expect(parseFlag('x', '{"rules":[{"when":{"age":{"$gtt":5}}}]}')).to.deep.equal({
      problem: 'rules[0].when.age.$gtt: unknown operator, did you mean $gt?',
    });
  });

  it('gives only a problem under a name that no flag can have', () => {
    expect(parseFlag('a b', 'on')).to.deep.equal({
      problem: 'a flag name must not contain white space or control characters',
    });
  });

  it('gives a named condition under $segment.', () => {
    const { flag, problem } = parseFlag('$segment.staff', ' {"team":{"$exists":true}} ');
    expect(problem).to.equal(undefined);
    expect(flag).to.include({ name: '$segment.staff' });
    expect(parseFlag('$segment.staff', 'on')).to.deep.equal({
      problem: 'a segment is a condition in JSON, such as {"plan": "pro"}',
    });
    expect(parseFlag('$segment.staff', '{"$an":[]}')).to.deep.equal({
      problem: '$an: unknown operator, did you mean $and?',
    });
  });

  it('ignores a byte order mark and blanks around', () => {
    expect(parseFlag('x', '\ufeff\t{"enabled": false}\r\n').flag?.definition).to.deep.equal({
      enabled: false,
    });
  });
});

describe('parsing never throws', () => {
  const parses = (text: string): void => {
    for (const name of ['x', '$segment.x']) {
      const { flag, problem } = parseFlag(name, text);
      expect(flag !== undefined || typeof problem === 'string').to.equal(true);
    }
  };

  it('on any text', () => {
    const like = fc.constantFrom(
      '{',
      '}',
      '"',
      ':',
      'users:',
      '%',
      '25',
      'percentage:',
      ',',
      '$gt',
      '\ud800',
      '\u0000',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary-ascii' }),
      fc.array(fc.oneof(like, fc.string()), { maxLength: 8 }).map((parts) => parts.join('')),
    );
    fc.assert(fc.property(text, parses), { numRuns: 1_000 });
  });

  it('on any JSON', () => {
    fc.assert(fc.property(fc.json(), parses), { numRuns: 500 });
  });

  it('on definitions right and wrong', function () {
    this.timeout(30_000);
    fc.assert(
      fc.property(definition, (source) => {
        expect(parseFlag('x', JSON.stringify(source)).problem).to.equal(undefined);
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(mutated, (source) => parses(JSON.stringify(source) ?? '')),
      { numRuns: 1_000 },
    );
  });

  const many = (count: number, name: string): object =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`${name}${i}`, 1]));
  const nested = (open: string, close: string, times: number): string =>
    `{"rules":[{"when":{"a":${open.repeat(times)}1${close.repeat(times)}}}]}`;

  const hostile: readonly (readonly [what: string, text: string, problem: RegExp])[] = [
    [
      'a megabyte of nested $not',
      nested('{"$not":', '}', 100_000),
      /\.\$not: a definition nests at most 32 levels deep$/,
    ],
    [
      'a megabyte of nested lists',
      nested('[', ']', 500_000),
      /\[0\]: a definition nests at most 32 levels deep$/,
    ],
    [
      'two megabytes of text',
      'x'.repeat(2_000_000),
      /^a definition has at most 1 MiB .* received 2000000 bytes$/,
    ],
    ['two megabytes of open braces', '{'.repeat(2_000_000), /^a definition has at most 1 MiB/],
    ['a megabyte of open braces', '{'.repeat(1_000_000), /^not JSON: .* at line 1, column 2, /],
    ['half a surrogate pair', '\ud800', /^"\\ud800" is not understood/],
    ['a NUL', '\u0000', /^"\\u0000" is not understood/],
    [
      '100,000 users',
      JSON.stringify({ rules: [{ users: Array(100_000).fill('a') }] }),
      /at most 50000 users, received 100000$/,
    ],
    ['thousands of unknown keys', JSON.stringify(many(4_000, 'enable')), /; and more$/],
    [
      'thousands of unknown variants',
      JSON.stringify({
        variants: many(2_000, 'variant'),
        default: 'x',
        rules: [{ split: many(2_000, 'varient') }],
      }),
      /; and more$/,
    ],
    [
      'patterns that grow',
      JSON.stringify({ rules: [{ when: { a: { $regex: '((x{1,100}){1,100}){1,100}' } } }] }),
      /^the patterns of a definition take at most 2000 steps, .* received 1000000$/,
    ],
  ];
  for (const [what, text, problem] of hostile) {
    it(`on ${what}`, () => {
      expect(parseFlag('x', text).problem).to.match(problem);
    });
  }
});
