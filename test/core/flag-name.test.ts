import { nameProblem } from '@halyard/core';
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

  const BLANK = 'a flag name must have no whitespace and no control characters';
  const RESERVED = 'names starting with $ are reserved; a named condition is $segment.<name>';
  const wrong: readonly (readonly [name: unknown, problem: string])[] = [
    ['', 'a flag name must not be empty'],
    ['a b', BLANK],
    ['a\u00a0b', BLANK],
    ['a\n', BLANK],
    ['a\u0000', BLANK],
    ['half \ud800', BLANK],
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
