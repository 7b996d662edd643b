import { nameProblem } from '@halyard/core/store';
import { expect } from 'chai';

describe('a flag name', () => {
  const right = [
    'a',
    'new_checkout',
    'shop/checkout.v2:beta%',
    'übung',
    '🚀',
    '__proto__',
    'toString',
    'a$b',
  ];
  for (const name of [...right, '$segment.staff', 'x'.repeat(256), '🚀'.repeat(256)]) {
    it(`may be ${name.length > 40 ? `${name.slice(0, 2)} 256 times` : name}`, () => {
      expect(nameProblem(name)).to.equal(undefined);
    });
  }

  const BLANK = 'a flag name must not contain white space or control characters';
  const RESERVED = 'names starting with $ are reserved; a named condition is $segment.<name>';
  const wrong: readonly (readonly [name: unknown, problem: string])[] = [
    ['', 'a flag name must not be empty'],
    ['a b', BLANK],
    ['a\u00a0b', BLANK],
    ['a\n', BLANK],
    ['a\u0000', BLANK],
    ['half \ud800', BLANK],
    [
      'a\u200bb',
      'a flag name must not contain invisible characters; "a\\u200bb" has U+200B; did you mean ab?',
    ],
    [
      'new_\u202etuokcehc',
      'a flag name must not contain invisible characters; "new_\\u202etuokcehc" has U+202E; did you mean new_tuokcehc?',
    ],
    ['\u2800', 'a flag name must not contain invisible characters; "\\u2800" has U+2800'],
    [
      'flag\u{e0100}',
      'a flag name must not contain invisible characters; "flag\\u{e0100}" has U+E0100; did you mean flag?',
    ],
    [
      'cafe\u0301',
      'a flag name must be in Unicode normal form C, and "cafe\\u0301" is not; did you mean caf\u00e9?',
    ],
    [
      '$segment.a\u200b',
      'a flag name must not contain invisible characters; "$segment.a\\u200b" has U+200B; did you mean $segment.a?',
    ],
    ['$', RESERVED],
    ['$segment', RESERVED],
    ['$segment.', RESERVED],
    ['$log', RESERVED],
    ['x'.repeat(257), 'a flag name has at most 256 characters, received 257'],
    [undefined, 'a flag name must be a string, received undefined'],
    [5, 'a flag name must be a string, received number'],
  ];
  for (const [name, problem] of wrong) {
    it(`may not be ${JSON.stringify(name)?.slice(0, 40)}`, () => {
      expect(nameProblem(name)).to.equal(problem);
    });
  }
});
