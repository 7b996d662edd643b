import { expect } from 'chai';
import { readSegment } from '../../../packages/core/src/flag/read.js';

const accepts = (condition: unknown): void => {
  expect(readSegment(JSON.stringify(condition))).to.deep.equal({ value: condition });
};

const refuses = (condition: unknown, problem: string): void => {
  expect(readSegment(JSON.stringify(condition))).to.deep.equal({ problem });
};

describe('a condition', () => {
  it('compares attributes with values of any type', () => {
    accepts({});
    accepts({
      plan: 'pro',
      'account.plan': 5,
      beta: true,
      gone: null,
      tags: ['a', { b: 1 }],
      shape: { a: {} },
    });
    accepts({ '': 1, __proto: 1, constructor: 'x', a$b: 1 });
    expect(readSegment('{"__proto__":"x"}')).to.have.property('value');
  });

  it('joins conditions with $and, $or, $nor, $not and $segment', () => {
    accepts({ $and: [{ a: 1 }, {}], $or: [], $nor: [{ $not: { a: 1 } }], $segment: 'staff', plan: 'pro' });
    refuses({ $and: { a: 1 } }, '$and: must be a list, received an object');
    refuses({ $or: [{ a: 1 }, 5] }, '$or[1]: must be an object, received 5');
    refuses({ $not: [] }, '$not: must be an object, received an array');
    refuses(
      { $not: { $gt: 5 } },
      '$not.$gt: an operator belongs under an attribute, such as {"age": {"$gte": 18}}',
    );
    refuses({ $segment: 'a b' }, '$segment: must be the name of a segment (no blanks), received "a b"');
    refuses({ $segment: ['a'] }, '$segment: must be the name of a segment (no blanks), received an array');
  });

  it('names an unknown operator and the nearest known one', () => {
    refuses({ age: { $gtt: 5 } }, 'age.$gtt: unknown operator, did you mean $gt?');
    refuses({ age: { $between: 5 } }, 'age.$between: unknown operator');
    refuses({ $an: [] }, '$an: unknown operator, did you mean $and?');
    refuses({ $segmnt: 'a' }, '$segmnt: unknown operator, did you mean $segment?');
    refuses({ $nin: [] }, '$nin: an operator belongs under an attribute, such as {"age": {"$gte": 18}}');
    refuses(
      { a: { __proto: 1, $toString: 1 } },
      [
        'a.__proto: an attribute among operators: an object holds the one or the other',
        'a.$toString: unknown operator',
      ].join('; '),
    );
    refuses(
      { a: { $or: [] } },
      'a.$or: joins whole conditions: it belongs beside the attributes, not under one',
    );
  });

  it('has operators or attributes in an object, never both', () => {
    refuses(
      { account: { $exists: true, plan: 'pro' } },
      'account.plan: an attribute among operators: an object holds the one or the other',
    );
  });

  it('has no operators inside a value, where they would be data', () => {
    const INSIDE =
      'an operator can\'t stand inside a value; reach inside with dots, {"account.plan": {"$in": […]}}';
    refuses({ account: { plan: { $in: ['pro'] } } }, `account.plan.$in: ${INSIDE}`);
    refuses({ tags: [{ $gt: 1 }] }, `tags[0].$gt: ${INSIDE}`);
    accepts({ account: { $eq: { plan: { $in: 1 } } } });
  });
});

describe('operators', () => {
  const right: Readonly<Record<string, readonly unknown[]>> = {
    $eq: [1, 'a', null, [1], { a: { $b: 1 } }],
    $ne: [1, 'a', null, [1], {}],
    $gt: [1, 'a'],
    $gte: [1, 'a'],
    $lt: [1, 'a'],
    $lte: [1, 'a'],
    $in: [[], [1, 'a', null]],
    $nin: [[], [1, 'a', null]],
    $ini: [[], [1, 'a', null]],
    $nini: [[], [1, 'a', null]],
    $all: [[], ['a', { $gt: 1 }, { a: 1 }]],
    $alli: [[], ['a', { $gt: 1 }]],
    $elemMatch: [
      {},
      { a: 1 },
      { $gt: 1 },
      { $not: { $gt: 1 } },
      { $not: { a: 1 } },
      { $or: [{ a: 1 }] },
      { $not: {} },
    ],
    $size: [0, 3, { $gt: 1 }],
    $exists: [true, false],
    $type: ['string', 'number', 'boolean', 'array', 'object', 'null', 'undefined'],
    $startsWith: ['', 'a'],
    $endsWith: ['', 'a'],
    $contains: ['', 'a'],
    $mod: [
      [4, 0],
      [-2.5, 1],
    ],
    $modRange: [
      [100, 0, 49],
      [10, 5, 5],
    ],
    $regex: ['', '^a+$', '\\p{Greek}', '(?i)x'],
    $regexi: ['^a+$'],
    $notRegex: ['^a+$'],
    $notRegexi: ['^a+$'],
    $veq: ['v1.2.3', ''],
    $vne: ['1'],
    $vgt: ['1.0.0-beta+build'],
    $vgte: ['1'],
    $vlt: ['1'],
    $vlte: ['1'],
    $not: [{ $gt: 1 }, { $not: { $gt: 1 } }],
  };
  for (const [operator, operands] of Object.entries(right)) {
    it(`${operator} takes ${operands.map((operand) => JSON.stringify(operand)).join(' or ')}`, () => {
      for (const operand of operands) accepts({ a: { [operator]: operand } });
    });
  }

  const LIST = 'must be a list, received';
  const STRING = 'must be a string, received';
  const TYPES = 'must be one of string, number, boolean, array, object, null, undefined, received';
  const RE2 = 'not a pattern in RE2 syntax:';
  const wrong: readonly (readonly [operator: string, operand: unknown, problem: string])[] = [
    ['$gt', true, ': must be a number or a string, received true'],
    ['$gte', null, ': must be a number or a string, received null'],
    ['$lt', [1], ': must be a number or a string, received an array'],
    ['$lte', {}, ': must be a number or a string, received an object'],
    ['$in', 'a', `: ${LIST} "a"`],
    ['$nin', { a: 1 }, `: ${LIST} an object`],
    ['$ini', 1, `: ${LIST} 1`],
    ['$nini', null, `: ${LIST} null`],
    ['$all', 'a', `: ${LIST} "a"`],
    ['$all', [{ $gtt: 1 }], '[0].$gtt: unknown operator, did you mean $gt?'],
    ['$alli', 'a', `: ${LIST} "a"`],
    ['$elemMatch', 'a', ': must be an object, received "a"'],
    [
      '$elemMatch',
      { $gt: 1, a: 1 },
      '.a: an attribute among operators: an object holds the one or the other',
    ],
    ['$elemMatch', { a: { $gtt: 1 } }, '.a.$gtt: unknown operator, did you mean $gt?'],
    ['$size', -1, ': must be a whole number, 0 or more, received -1'],
    ['$size', 1.5, ': must be a whole number, 0 or more, received 1.5'],
    ['$size', '1', ': must be a number or an object, received "1"'],
    ['$size', {}, ': must hold an operator, such as {"$gt": 18}'],
    ['$exists', 1, ': must be true or false, received 1'],
    ['$type', 'text', `: ${TYPES} "text"`],
    ['$type', 'strin', `: ${TYPES} "strin", did you mean string?`],
    ['$type', null, `: ${TYPES} null`],
    ['$startsWith', 5, `: ${STRING} 5`],
    ['$endsWith', null, `: ${STRING} null`],
    ['$contains', ['a'], `: ${STRING} an array`],
    ['$mod', [4], ': must be a list of 2, received one of 1'],
    ['$mod', 4, ': must be a list of 2, received 4'],
    ['$mod', [0, 1], '[0]: must not be 0'],
    ['$mod', ['4', 1], '[0]: must be a number, received "4"'],
    ['$modRange', [10, 1], ': must be a list of 3, received one of 2'],
    ['$modRange', [10, 5, 1], ': first must not exceed last'],
    ['$regex', 5, ': must be a regular expression, received 5'],
    ['$regex', '(?=a)', `: ${RE2} invalid or unsupported Perl syntax: \`(?=\``],
    ['$regexi', '[', `: ${RE2} missing closing ]: \`[\``],
    ['$notRegex', '(', `: ${RE2} missing closing ): \`(\``],
    ['$notRegexi', '\\1', `: ${RE2} invalid escape sequence: \`\\1\``],
    ['$veq', 1, `: ${STRING} 1`],
    ['$vgt', null, `: ${STRING} null`],
    ['$not', 5, ': must be operators such as {"$gt": 18}, received 5'],
    ['$not', {}, ': must hold an operator, such as {"$gt": 18}'],
    ['$not', { a: 1 }, '.a: an attribute among operators: an object holds the one or the other'],
  ];
  for (const [operator, operand, problem] of wrong) {
    it(`${operator} does not take ${JSON.stringify(operand)}`, () => {
      refuses({ a: { [operator]: operand } }, `a.${operator}${problem}`);
    });
  }
});
