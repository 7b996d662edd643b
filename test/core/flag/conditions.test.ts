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

  it('takes a share of keys with $rollout', () => {
    accepts({ $rollout: 25, plan: 'pro' });
    accepts({
      $or: [{ $rollout: { range: [0, 100] } }, { $not: { $rollout: { range: [12.5, 25], seed: 's' } } }],
    });
    accepts({
      $rollout: { range: [0, 50], by: ['company.id', 'plan'], fallback: 'device', hash: 'murmur3' },
    });
    accepts({ $rollout: { range: [0, 33.3], hash: 'unleash-variants', total: 3, seed: 'g' } });
    refuses({ $rollout: 0 }, '$rollout: must be above 0');
    refuses({ $rollout: 101 }, '$rollout: must be a number from 0 to 100, received 101');
    refuses({ $rollout: '25' }, '$rollout: must be a number or an object, received "25"');
    refuses({ $rollout: {} }, '$rollout.range: required');
    refuses(
      { $rollout: { range: [50, 50] } },
      '$rollout.range: first must be below last, received 50 and 50',
    );
    refuses({ $rollout: { range: [0, 10], hash: 'unleash' } }, '$rollout.hash: "unleash" needs "seed"');
    refuses(
      { $rollout: { range: [0, 12.5], hash: 'unleash', seed: 's' } },
      '$rollout.range: the hash "unleash" takes whole percents, received 12.5',
    );
    refuses(
      { $rollout: { range: [0, 10], total: 3 } },
      '$rollout.total: has no effect without "hash": "unleash-variants"',
    );
    refuses({ $rollout: { range: [0, 10], by: [] } }, '$rollout.by: must not be empty');
  });

  it('asks about an element alone inside of $elemMatch', () => {
    const MORE = "asks about more than an element, so it can't stand inside $elemMatch";
    refuses({ jobs: { $elemMatch: { $segment: 'staff' } } }, `jobs.$elemMatch.$segment: ${MORE}`);
    refuses(
      { jobs: { $elemMatch: { $or: [{ a: 1 }, { $not: { $rollout: 25 } }] } } },
      `jobs.$elemMatch.$or[1].$not.$rollout: ${MORE}`,
    );
    refuses({ jobs: { $elemMatch: { $schedule: {} } } }, `jobs.$elemMatch.$schedule: ${MORE}`);
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
    accepts({ account: { $in: [{ $regex: '(' }], $ne: { $regex: '(' } } });
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
    $all: [[], ['a', 1, null, [1], { a: 1 }]],
    $alli: [[], ['a', { a: 1 }]],
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
    $startsWithi: ['', 'A'],
    $endsWithi: ['', 'A'],
    $containsi: ['', 'A'],
    $before: ['2026-12-01T00:00:00Z', '2026-12-01t00:00:00.123456+05:30', 1764547200000, '-5', 0],
    $after: ['2024-02-29T23:59:59-00:00', 1.5],
    $inCidr: [[], ['10.0.0.0/8', '::1', '::ffff:10.0.0.0/104', '2001:db8::/32', '0.0.0.0/0', '::/0']],
    $notInCidr: [[], ['192.168.1.7']],
    $mod: [
      [4, 0],
      [-2.5, 1],
    ],
    $modRange: [
      [100, 0, 49],
      [10, 9, 9],
      [2.5, 0, 2],
    ],
    $regex: ['', '^a+$', '\\p{Greek}', '(?i)x'],
    $regexi: ['^a+$'],
    $notRegex: ['^a+$'],
    $notRegexi: ['^a+$'],
    $veq: ['v1.2.3', 'V1', '1.2.3.4.5'],
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

  const INSIDE =
    'an operator can\'t stand inside a value; reach inside with dots, {"account.plan": {"$in": […]}}';
  const RANGE = 'must be [base, first, last] with 0 ≤ first ≤ last < base';
  const INSTANT = 'must be an instant with its zone such as "2026-12-01T00:00:00Z"';
  const ADDRESS = 'must be an IP address or range such as "10.0.0.0/8"';
  const VERSION = 'must be a version such as "2.1.0", received';
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
    ['$all', [{ $gt: 1 }], `[0].$gt: ${INSIDE}`],
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
    ['$modRange', [10, 5, 1], `: ${RANGE}`],
    ['$modRange', [100, 0, 200], `: ${RANGE}`],
    ['$modRange', [100, 0, 100], `: ${RANGE}`],
    ['$modRange', [100, -1, 5], `: ${RANGE}`],
    ['$modRange', [-100, 0, 5], `: ${RANGE}`],
    ['$startsWithi', 5, `: ${STRING} 5`],
    ['$endsWithi', null, `: ${STRING} null`],
    ['$containsi', ['a'], `: ${STRING} an array`],
    ['$before', '2026-12-01', `: ${INSTANT}, received "2026-12-01"`],
    ['$before', '2026-12-01T00:00:00', `: ${INSTANT}, received "2026-12-01T00:00:00"`],
    ['$before', '2026-12-01T00:00Z', `: ${INSTANT}, received "2026-12-01T00:00Z"`],
    ['$after', '2026-02-30T00:00:00Z', `: ${INSTANT}, received "2026-02-30T00:00:00Z"`],
    ['$after', '', `: ${INSTANT}, received ""`],
    ['$after', true, ': must be a number or a string, received true'],
    ['$inCidr', '10.0.0.0/8', `: ${LIST} "10.0.0.0/8"`],
    ['$inCidr', ['10.0.0.0/33'], `[0]: ${ADDRESS}, received "10.0.0.0/33"`],
    ['$inCidr', ['010.0.0.1'], `[0]: ${ADDRESS}, received "010.0.0.1"`],
    ['$inCidr', ['::1%eth0'], `[0]: ${ADDRESS}, received "::1%eth0"`],
    ['$inCidr', ['[::1]'], `[0]: ${ADDRESS}, received "[::1]"`],
    ['$notInCidr', ['1.2.3'], `[0]: ${ADDRESS}, received "1.2.3"`],
    ['$notInCidr', ['1::2::3'], `[0]: ${ADDRESS}, received "1::2::3"`],
    ['$notInCidr', [1], '[0]: must be an IP address or range such as "10.0.0.0/8", received 1'],
    ['$regex', 5, ': must be a regular expression, received 5'],
    ['$regex', '(?=a)', `: ${RE2} invalid or unsupported Perl syntax: \`(?=\``],
    ['$regexi', '[', `: ${RE2} missing closing ]: \`[\``],
    ['$notRegex', '(', `: ${RE2} missing closing ): \`(\``],
    ['$notRegexi', '\\1', `: ${RE2} invalid escape sequence: \`\\1\``],
    ['$veq', 1, `: ${VERSION} 1`],
    ['$vgt', null, `: ${VERSION} null`],
    ['$vgte', 'nightly', `: ${VERSION} "nightly"`],
    ['$vlt', '', `: ${VERSION} ""`],
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
