import { expect } from 'chai';
import fc from 'fast-check';
import { compileFlag } from '../../../packages/core/src/evaluation/compile.js';
import type { EvaluationContext } from '../../../packages/core/src/evaluation/evaluation.js';
import { explain } from '../../../packages/core/src/evaluation/explain.js';
import type { Condition } from '../../../packages/core/src/flag/definition.js';
import type { HashName } from '../../../packages/core/src/flag/hash-name.js';
import { parseFlag } from '../../../packages/core/src/evaluation/parse-flag.js';
import { ALONE, flagOf, scopeOf } from '../../support/flag-scope.js';
import { definition } from '../flag/arbitrary.js';

const holds = (when: Condition, context: object): boolean =>
  flagOf('flag', { rules: [{ when }] }).decide(context as EvaluationContext, ALONE, 0).on;

/** Holds, after the hash of the targeting key. */
const hashed = (hash: HashName): Condition => ({
  $or: [{ $rollout: { range: [0, 1], seed: 's', hash } }, {}],
});

describe('Hostile patterns and texts', () => {
  for (const pattern of ['(a+)+$', '^(a|a)*$', '(a|aa)+$', '(.*a){20}$', '^(([a-z])+.)+[A-Z]([a-z])+$']) {
    it(`${pattern} is done with 4,096 characters, and refuses one more`, () => {
      const text = `${'a'.repeat(4_095)}!`;
      expect(holds({ text: { $regex: pattern } }, { text })).to.equal(false);
      for (const operator of ['$regex', '$regexi', '$notRegex', '$notRegexi']) {
        expect(() => holds({ text: { [operator]: pattern } }, { text: `a${text}` })).to.throw(
          'a text of 4097 characters is too long for a pattern (at most 4096)',
        );
      }
    });
  }

  it('64 KiB is a version, a number and a key like any other', () => {
    const text = '1.'.repeat(32_768);
    expect(holds({ text: { $vgt: '1.1.1' } }, { text })).to.equal(true);
    expect(holds({ text: { $gt: 5 } }, { text })).to.equal(false);
    expect(flagOf('flag', '99.99%').decide({ targetingKey: text }, ALONE, 0).reason).to.be.oneOf([
      'SPLIT',
      'DEFAULT',
    ]);
  });
});

describe('Long lists and texts', () => {
  const list = Array.from({ length: 20_000 }, (_, i) => `tag-${i}`);
  const objects = list.map((name) => ({ name, deep: { name } }));

  it('cost the sum of their lengths where one is looked for in another', () => {
    // Each takes minutes when every element is compared with every other.
    expect(holds({ list: { $all: list } }, { list: list.toReversed() })).to.equal(true);
    expect(holds({ list: { $alli: list } }, { list: list.map((each) => each.toUpperCase()) })).to.equal(true);
    expect(holds({ list: { $all: objects } }, { list: objects.toReversed() })).to.equal(true);
    const others = objects.map(({ name }) => ({ deep: { name: `${name}!` }, name }));
    expect(holds({ list: { $in: objects } }, { list: others })).to.equal(false);
    expect(holds({ list: { $in: objects } }, { list: [...others, objects[5]] })).to.equal(true);
    expect(holds({ list: { $elemMatch: { $in: list } } }, { list: objects })).to.equal(false);
  });

  const asked = (condition: Condition): Condition => ({
    $and: Array.from({ length: 2_000 }, () => condition),
  });

  for (const [title, condition, context] of [
    ['a list', { $not: { list: { $in: ['a'] } } }, { list }],
    ['a list of objects', { $not: { list: { $all: [{ a: 1 }, 'b'] } } }, { list: objects }],
    ['the elements of a list', { $not: { list: { $elemMatch: { name: { $gt: 5 } } } } }, { list: objects }],
    ['a text ignoring case', { $not: { a: { $containsi: 'b' } } }, { a: 'a'.repeat(60_000) }],
    ['a version', { a: { $vgt: '0' } }, { a: '1.'.repeat(30_000) }],
    ['a number', { a: { $gt: 5 } }, { a: '9'.repeat(300_000) }],
    ['an object of many keys', { a: { $ne: {} } }, { a: Object.fromEntries(list.map((each) => [each, 1])) }],
    ['a key', { $or: [{ $rollout: 0.1 }, {}] }, { targetingKey: 'k'.repeat(60_000) }],
    // As many hashes by murmur3 are within the limit.
    ['a key for SHA-1', hashed('launchdarkly'), { targetingKey: 'k'.repeat(1_000) }],
    ['a key for SHA-256', hashed('microsoft'), { targetingKey: 'k'.repeat(1_000) }],
    ['a key for CRC-32', hashed('flipper-ruby'), { targetingKey: 'k'.repeat(1_000) }],
  ] as const) {
    it(`make the context invalid once they cost too much: ${title}`, () => {
      expect(() => holds(asked(condition), context)).to.throw(
        'evaluating the flag takes too many steps for this context',
      );
      expect(holds(condition, context)).to.equal(true);
    });
  }

  it('make the context invalid once they cost too much: patterns on the elements of a list', () => {
    const texts = Array.from({ length: 20 }, () => 'a'.repeat(3_000));
    const when = { list: { $elemMatch: { $regex: '(?:a?){1000}!' } } };
    expect(() => holds(when, { list: texts })).to.throw(
      'the patterns of the flag take too many steps for this context',
    );
  });
});

describe('What a flag refers to', () => {
  const many = (size: number, part: object) => Array.from({ length: size }, () => part);

  it('makes the evaluation fail once it costs too much: a large segment that is asked again and again', () => {
    const scope = scopeOf({
      '$segment.large': { $and: many(5_000, { a: { $ne: 1 } }) },
      flag: { rules: [{ when: { $or: many(5_000, { $segment: 'large', b: 1 }) } }] },
      once: { rules: [{ when: { $or: many(20, { $segment: 'large', b: 1 }) } }] },
    });
    expect(() => scope.get('flag')!.decide({}, scope, 0)).to.throw('takes too many steps');
    expect(scope.get('once')!.decide({}, scope, 0).on).to.equal(false);
  });

  it('makes the evaluation fail once it costs too much: flags without end that are the same for everyone', () => {
    const requiring = (count: number) => ({ requires: Array<string>(count).fill('on') });
    const scope = scopeOf({ on: 'on', many: requiring(70_000), some: requiring(20_000) });
    expect(() => scope.get('many')!.decide({}, scope, 0)).to.throw('takes too many steps');
    expect(scope.get('some')!.decide({}, scope, 0).on).to.equal(true);
  });
});

describe('Large definitions', () => {
  it('50,000 users are found at once', () => {
    const users = Array.from({ length: 50_000 }, (_, i) => `user-${i}`);
    const flag = compileFlag('flag', { text: '' }, { rules: [{ users }] });
    // A list that is searched from the start takes some ten seconds for these.
    const asked = Array.from(
      { length: 100_000 },
      (_, i) => flag.decide({ targetingKey: `user-${i * 2}` }, ALONE, 0).on,
    );
    expect(asked.filter(Boolean)).to.have.length(25_000);
  });

  it('64 KiB of $not are refused with a sentence', () => {
    const nested = `${'{"$not":'.repeat(7_000)}{}${'}'.repeat(7_000)}`;
    expect(parseFlag('$segment.deep', nested).problem).to.include('32');
    expect(parseFlag('deep', `{"rules": [{"when": ${nested}}]}`).problem).to.include('32');
  });
});

describe('Definitions as deep as they may be', () => {
  // A condition of 28 levels inside a rule is as deep as a definition may be.
  const deep = (inner: Condition): Condition =>
    Array.from({ length: 28 }).reduce<Condition>((each) => ({ $not: each }), inner);

  it('a chain of segments of that depth answers and is explained', () => {
    const segments = Array.from(
      { length: 40 },
      (_, i) => [`$segment.s${i}`, deep({ $segment: `s${i + 1}` })] as const,
    );
    const scope = scopeOf({
      ...Object.fromEntries(segments),
      flag: { rules: [{ when: deep({ $segment: 's0' }) }] },
    });
    const flag = scope.get('flag')!;
    expect(flag.decide({}, scope, 0).on).to.equal(false);
    expect(explain(flag, {}, scope, 0).lines.length).to.be.above(28);
  });
});

describe('Names that objects inherit', () => {
  const names = Object.getOwnPropertyNames(Object.prototype);

  for (const name of names) {
    it(`${name} is no attribute of a context`, () => {
      const when = JSON.parse(`{${JSON.stringify(name)}: {"$exists": true}}`) as Condition;
      expect(holds(when, {})).to.equal(false);
      expect(holds(when, JSON.parse(`{${JSON.stringify(name)}: 1}`) as object)).to.equal(true);
    });
  }

  it('a polluted prototype makes no attribute or key', () => {
    const flags = [
      { rules: [{ when: { admin: true } }] },
      { rules: [{ when: { 'o.admin': true } }] },
      { rules: [{ users: ['alice'] }] },
      { rules: [{ rollout: 99.99 }] },
    ].map((stored) => flagOf('flag', stored));
    const answers = (context: object) =>
      flags.map((flag) => flag.decide(context as EvaluationContext, ALONE, 0).on);
    const all = { admin: true, targetingKey: 'alice', o: { admin: true } };
    expect(answers(all), 'the flags ask for these').to.deep.equal([true, true, true, true]);
    const polluted = Object.prototype as Record<string, unknown>;
    Object.assign(polluted, { admin: true, targetingKey: 'alice' });
    try {
      expect(answers({ o: {} })).to.deep.equal([false, false, false, false]);
    } finally {
      for (const name of ['admin', 'targetingKey']) Reflect.deleteProperty(polluted, name);
    }
  });

  it('a prototype that was put under a context makes no attribute or key', () => {
    const swapped = Object.assign({}, JSON.parse('{"__proto__": {"admin": true, "targetingKey": "alice"}}'));
    expect((swapped as { admin?: boolean }).admin, 'the attack works').to.equal(true);
    expect(holds({ admin: true }, swapped)).to.equal(false);
    expect(flagOf('flag', 'users:alice').decide(swapped, ALONE, 0).on).to.equal(false);
  });

  it('evaluating pollutes nothing', () => {
    const before = names.map((name) => (Object.prototype as Record<string, unknown>)[name]);
    const text =
      '{"variants": {"__proto__": {"x": 1}, "b": 2}, "default": "__proto__", "rules": [{"when": {"__proto__": {"x": 1}}, "split": {"__proto__": 1, "b": 1}}]}';
    const context = JSON.parse('{"targetingKey": "alice", "__proto__": {"x": 1}}') as EvaluationContext;
    const { value, reason } = flagOf('__proto__', text).decide(context, ALONE, 0);
    expect([JSON.stringify(value), reason]).to.be.deep.oneOf([
      ['2', 'SPLIT'],
      ['{"x":1}', 'SPLIT'],
    ]);
    expect(names.map((name) => (Object.prototype as Record<string, unknown>)[name])).to.deep.equal(before);
    expect(({} as { x?: number }).x).to.equal(undefined);
  });
});

describe('Contexts that are not plain data', () => {
  class User {
    readonly plan = 'pro';
    readonly targetingKey = 'alice';
    get computed(): string {
      return 'yes';
    }
  }

  it("own properties of a class's instance are attributes, what its prototype computes is not", () => {
    expect(holds({ plan: 'pro' }, new User())).to.equal(true);
    expect(holds({ computed: 'yes' }, new User())).to.equal(false);
    expect(
      flagOf('flag', 'users:alice').decide(new User() as unknown as EvaluationContext, ALONE, 0).on,
    ).to.equal(true);
  });

  it('an object without a prototype is a context', () => {
    const context = Object.assign(Object.create(null) as object, { plan: 'pro', targetingKey: 'alice' });
    expect(holds({ plan: 'pro' }, context)).to.equal(true);
    expect(flagOf('flag', 'users:alice').decide(context, ALONE, 0).on).to.equal(true);
  });

  it('own getters and proxies are read', () => {
    expect(
      holds(
        { plan: 'pro' },
        {
          get plan() {
            return 'pro';
          },
        },
      ),
    ).to.equal(true);
    expect(holds({ 'a.plan': 'pro' }, { a: new Proxy({ plan: 'pro' }, {}) })).to.equal(true);
    expect(holds({ plan: 'pro' }, new Proxy({ plan: 'pro' }, {}))).to.equal(true);
  });

  it('a getter that throws throws, and is not asked without need', () => {
    const context = {
      get plan(): string {
        throw new RangeError('no');
      },
      a: 1,
    };
    expect(() => holds({ plan: 'pro' }, context)).to.throw(RangeError);
    expect(holds({ a: 1 }, context)).to.equal(true);
    expect(holds({ a: 2, plan: 'pro' }, context)).to.equal(false);
  });

  it('a value that holds itself compares like any other', () => {
    const self: { a: number; self?: unknown } = { a: 1 };
    self.self = self;
    expect(holds({ o: { a: 1 } }, { o: self })).to.equal(false);
    expect(holds({ o: { a: 1, self: { a: 1, self: null } } }, { o: self })).to.equal(false);
    expect(holds({ o: { $in: [{ a: 1, self: 5 }] } }, { o: self })).to.equal(false);
  });

  it('a value of any depth compares in no more depth than the definition has', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = { deep };
    expect(holds({ a: { deep: { deep: 1 } } }, { a: deep })).to.equal(false);
  });

  it('a bigint is a key, a text and a number, and no number of a list', () => {
    expect(
      flagOf('flag', 'users:9007199254740993').decide({ targetingKey: 9007199254740993n }, ALONE, 0).on,
    ).to.equal(true);
    expect(holds({ id: '9007199254740993' }, { id: 9007199254740993n })).to.equal(true);
    expect(holds({ id: 5, $nor: [{ id: { $gt: 5 } }] }, { id: 5n })).to.equal(true);
    expect(holds({ id: { $gt: 5 } }, { id: 6n })).to.equal(true);
    expect(holds({ id: { $in: [5] } }, { id: 5n })).to.equal(false);
  });

  it('$elemMatch passes over what is undefined, as it does over null', () => {
    const when = { list: { $elemMatch: { $ne: 1 } } };
    expect(holds(when, { list: [undefined, null] })).to.equal(false);
    expect(holds(when, { list: [undefined, 2] })).to.equal(true);
  });

  it('functions, symbols and invalid dates are no text, no number and no key', () => {
    for (const odd of [() => 'pro', Symbol('pro'), new Date(NaN)]) {
      expect(holds({ a: 'pro' }, { a: odd })).to.equal(false);
      expect(holds({ a: { $gt: 0 } }, { a: odd })).to.equal(false);
      expect(flagOf('flag', '99.99%').decide({ targetingKey: odd as never }, ALONE, 0).on).to.equal(false);
    }
    expect(holds({ a: { $exists: true } }, { a: new Date(NaN) })).to.equal(false);
  });

  it('a date is its ISO text', () => {
    const joined = new Date(Date.UTC(2026, 11, 1));
    expect(holds({ joined: '2026-12-01T00:00:00.000Z' }, { joined })).to.equal(true);
    expect(holds({ 'a.joined': { $startsWith: '2026' } }, { a: { joined } })).to.equal(true);
    expect(holds({ joined: { $before: '2026-12-01T00:00:01Z', $type: 'string' } }, { joined })).to.equal(
      true,
    );
    const flag = flagOf('flag', { rules: [{ users: ['2026-12-01T00:00:00.000Z'] }] });
    expect(flag.decide({ targetingKey: joined }, ALONE, 0).on).to.equal(true);
  });

  it('a path goes through objects, and through nothing else', () => {
    const named = Object.assign(() => {}, { plan: 'pro' });
    for (const opaque of [['x'], named, Object.assign(new Map(), { plan: 'pro' }), 'text', 5, null]) {
      expect(
        holds({ $or: [{ 'a.plan': 'pro' }, { 'a.0': 'x' }, { 'a.length': { $gt: 0 } }] }, { a: opaque }),
      ).to.equal(false);
    }
    expect(holds({ list: { $elemMatch: { 0: 'x' } } }, { list: [['x']] })).to.equal(false);
  });
});

describe('Any definition for any value as context', () => {
  it('gets an answer, never an exception', () => {
    const anything = fc.object({
      withBigInt: true,
      withNullPrototype: true,
      withMap: true,
      withDate: true,
      withSparseArray: true,
      withTypedArray: true,
      key: fc.constantFrom('targetingKey', 'plan', 'age', 'account', 'beta', '__proto__', 'toString'),
    });
    fc.assert(
      fc.property(definition, anything, fc.double(), (each, context, now) => {
        const flag = flagOf('flag', each);
        const answer = flag.decide(context, ALONE, now);
        expect(answer.on).to.equal(answer.reason !== 'DISABLED' && Boolean(answer.value));
        expect(explain(flag, context, ALONE, now).lines).to.be.an('array').that.is.not.empty;
      }),
      { numRuns: 1000 },
    );
  });
});
