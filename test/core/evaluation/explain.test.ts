import { expect } from 'chai';
import { applyOverrides } from '../../../packages/core/src/service/override.js';
import type { EvaluationContext } from '../../../packages/core/src/evaluation/evaluation.js';
import { explain } from '../../../packages/core/src/evaluation/explain.js';
import type { ExplainedPart, Explanation } from '../../../packages/core/src/evaluation/explanation.js';
import { flagOf, scopeOf, type Stored } from '../../support/flag-scope.js';

const TUESDAY = Date.parse('2026-12-01T08:30:00Z');

function explained(flag: unknown, context: object = {}, others: Stored = {}, now = TUESDAY): Explanation {
  const scope = scopeOf({ ...others, flag });
  return explain(scope.get('flag')!, context as EvaluationContext, scope, now);
}

/** The first part of the first rule. */
function partOf(rule: object, context: object = {}, others: Stored = {}, now = TUESDAY): ExplainedPart {
  return explained({ rules: [rule] }, context, others, now).rules[0]!.parts[0]!;
}

/** What became of the parts of the condition of the first rule, in a line each. */
function conditionLines(when: object, context: object, others: Stored = {}): string[] {
  const { lines } = explained({ rules: [{ when }] }, context, others);
  return lines
    .slice(lines.findIndex((line) => line.trim().startsWith('when:')) + 1)
    .map((line) => line.slice(6));
}

describe('An explanation', () => {
  it('says so of a required flag that costs too much to ask, where the answer did not depend on it', () => {
    const list = Array.from({ length: 20_000 }, (_, i) => i);
    const heavy = {
      rules: [{ when: { $and: Array.from({ length: 100 }, () => ({ list: { $nin: ['a'] } })) } }],
    };
    const { lines } = explained(
      { requires: ['off', 'heavy', 'on'] },
      { list },
      { off: 'off', on: 'on', heavy },
    );
    expect(lines.slice(1, 4)).to.deep.equal([
      '  requires off: does not hold, it is off (DISABLED)',
      "  requires heavy: does not hold, it can't be tried: evaluating the flag takes too many steps for this context",
      '  requires on: holds, it is on (STATIC)',
    ]);
  });

  it('of a flag that is on for everyone', () => {
    expect(explained('on').lines).to.deep.equal(['flag is on: on, for everyone (STATIC)']);
  });

  it('of a flag that is not enabled', () => {
    const { enabled, rules, lines } = explained({ enabled: false, default: 5, rules: [{ users: ['a'] }] });
    expect(enabled).to.equal(false);
    expect(rules).to.deep.equal([{ index: 0, result: 'not reached', parts: [] }]);
    expect(lines).to.deep.equal([
      'flag is off: 5, what it serves while off (DISABLED)',
      '  it is not enabled',
      '  rule 0: not reached',
    ]);
  });

  it('goes rule by rule to the one that served', () => {
    const flag = {
      rules: [
        { name: 'testers', users: ['bob'] },
        { when: { plan: 'pro' }, serve: 'gold' },
        { serve: 'silver' },
      ],
    };
    const { answer, rules, lines } = explained(flag, { targetingKey: 'alice', plan: 'pro' });
    expect(answer.value).to.equal('gold');
    expect(rules.map(({ index, name, result }) => [index, name, result])).to.deep.equal([
      [0, 'testers', 'did not match'],
      [1, undefined, 'served'],
      [2, undefined, 'not reached'],
    ]);
    expect(lines).to.deep.equal([
      'flag is on: "gold", by rule 1 (TARGETING_MATCH)',
      '  rule 0 (testers): did not match',
      '    users: does not hold, "alice" is not among the 1 user listed',
      '  rule 1: served',
      '    when: holds, all of it must hold',
      '      plan: holds, plan is "pro", wanted "pro"',
      '  rule 2: not reached',
    ]);
  });

  it('says when no rule matched', () => {
    const { lines } = explained('users:alice,bob', { targetingKey: 'carol' });
    expect(lines).to.deep.equal([
      'flag is off: off, the default, because no rule matched (DEFAULT)',
      '  rule 0: did not match',
      '    users: does not hold, "carol" is not among the 2 users listed',
    ]);
  });

  it('says what is required, and why it holds or not', () => {
    const others = {
      on: 'on',
      off: 'users:nobody',
      disabled: { enabled: false, variants: { rich: 1 }, default: 'rich' },
      layout: { variants: { rich: 1, plain: 2 }, default: 'plain' },
      five: { rules: [{ serve: 5 }] },
      circle: { requires: ['flag'] },
    };
    const requires = [
      'on',
      'off',
      { flag: 'layout', variant: 'plain' },
      { flag: 'layout', variant: 'rich' },
      { flag: 'layout', variant: ['rich', 'plain'] },
      { flag: 'five', variant: 'x' },
      { flag: 'disabled', variant: 'rich' },
      { flag: 'off', enabled: false },
      'missing',
      'circle',
    ];
    expect(explained({ requires, rules: [{}] }, {}, others).lines).to.deep.equal([
      'flag is off: off, what it serves while off (DISABLED)',
      '  requires on: holds, it is on (STATIC)',
      '  requires off: does not hold, it is off (DEFAULT)',
      '  requires layout at plain: holds, it is at plain (STATIC)',
      '  requires layout at rich: does not hold, it is at plain (STATIC)',
      '  requires layout at rich or plain: holds, it is at plain (STATIC)',
      '  requires five at x: does not hold, it is at no variant (STATIC)',
      '  requires disabled at rich: does not hold, it is off, and serves no variant (DISABLED)',
      '  requires off off: holds, it is off (DEFAULT)',
      '  requires missing: does not hold, there is no flag missing',
      '  requires circle: does not hold, flag and circle require one another',
      '  rule 0: not reached',
    ]);
  });

  describe('of a flag that asks some 10,000 others', () => {
    const middle = Array.from({ length: 99 }, (_, i) => [`m${i}`, { requires: Array(99).fill('alice') }]);
    const others = {
      ...(Object.fromEntries(middle) as Stored),
      alice: 'users:alice',
      '$segment.s': { targetingKey: 'alice' },
    };
    const asking = (rest: number) => [...middle.map(([name]) => name), ...Array(rest).fill('alice')];

    it('says which is one too many', () => {
      const { answer, requires } = explained({ requires: asking(101) }, { targetingKey: 'alice' }, others);
      expect(answer.reason).to.equal('DISABLED');
      expect(requires.map(({ held }) => held).indexOf(false)).to.equal(99 + 100);
      expect(requires.at(-1)!.why).to.equal(
        'it is behind a chain of more than 32 flags, or flag asks more than 10000 in all',
      );
    });

    it('does not count what it asks for itself', () => {
      const flag = { requires: asking(99), rules: [{ when: { $and: [{ $segment: 's' }] } }] };
      const { answer, rules } = explained(flag, { targetingKey: 'alice' }, others);
      expect(answer.on).to.equal(true);
      expect(JSON.stringify(rules)).not.to.include('"held":false');
    });
  });

  it('keeps requirements apart from their reasons', () => {
    const { requires } = explained({ requires: ['a', { flag: 'b', variant: 'x' }] }, {}, { a: 'on' });
    expect(requires).to.deep.equal([
      { flag: 'a', held: true, why: 'it is on (STATIC)' },
      { flag: 'b', variant: 'x', held: false, why: 'there is no flag b' },
    ]);
  });

  it('of an override says so and asks no rules', () => {
    const scope = scopeOf({ flag: 'users:alice' });
    const answer = { value: true, on: true, variant: 'on', reason: 'OVERRIDE' } as const;
    const overridden = {
      ...scope.get('flag')!,
      name: 'flag',
      definition: { rules: [{}] },
      decide: () => answer,
    };
    expect(explain(overridden, {}, scope, 0).lines).to.deep.equal([
      'flag is on: on, by an override (OVERRIDE)',
      '  rule 0: not reached',
    ]);
  });
});

describe('The explanation of users', () => {
  it('needs a targeting key', () => {
    const part = { part: 'users', held: false, why: 'the context has no targetingKey to go by' };
    expect(partOf({ users: ['alice'] })).to.deep.equal(part);
  });

  it('takes a number as its text', () => {
    expect(partOf({ users: ['7', '8'] }, { targetingKey: 7 }).why).to.equal(
      '"7" is among the 2 users listed',
    );
  });
});

describe('The explanation of a rollout', () => {
  // The hash of flag:rollout + alice is 2,864,811,515.
  const bucket = {
    key: 'alice',
    seed: 'flag:rollout',
    hash: 2_864_811_515,
    slots: 2 ** 32,
    percent: (2_864_811_515 / 2 ** 32) * 100,
  };

  it('tells the bucket and the share', () => {
    expect(partOf({ rollout: 67 }, { targetingKey: 'alice' })).to.deep.equal({
      part: 'rollout',
      held: true,
      why: '"alice" with seed "flag:rollout" is at 66.7015 %, below 67 %',
      bucket,
    });
    expect(partOf({ rollout: 66 }, { targetingKey: 'alice' })).to.deep.equal({
      part: 'rollout',
      held: false,
      why: '"alice" with seed "flag:rollout" is at 66.7015 %, not below 66 %',
      bucket,
    });
  });

  it('lets in the hashes below the share, without the share itself', () => {
    // The hash of flag:rollout + r41qqk7h is 2^30.
    const part = partOf({ rollout: 25 }, { targetingKey: 'r41qqk7h' });
    expect(part.held).to.equal(false);
    expect(part.why).to.equal('"r41qqk7h" with seed "flag:rollout" is at 25.0000 %, not below 25 %');
  });

  it('that is fixed asks no clock', () => {
    const { held, why } = partOf({ rollout: 67 }, { targetingKey: 'alice' }, {}, NaN);
    expect([held, why]).to.deep.equal([true, '"alice" with seed "flag:rollout" is at 66.7015 %, below 67 %']);
  });

  it('names the attribute that is missing', () => {
    expect(partOf({ rollout: 5, by: 'companyId' }, { targetingKey: 'alice' })).to.deep.equal({
      part: 'rollout',
      held: false,
      why: 'the context has no companyId to go by',
    });
  });

  it('of 100 and of 0 percent asks no key', () => {
    expect(partOf({ rollout: 100 })).to.deep.equal({
      part: 'rollout',
      held: true,
      why: 'a share of 100 % takes everyone',
    });
    expect(partOf({ rollout: 0 })).to.deep.equal({
      part: 'rollout',
      held: false,
      why: 'a share of 0 % takes no one',
    });
  });

  it('tells the share of the moment for a ramp', () => {
    const ramp = { from: 0, to: 100, start: '2026-12-01T00:00:00Z', end: '2026-12-02T00:00:00Z' };
    const { why } = partOf(
      { rollout: ramp },
      { targetingKey: 'alice' },
      {},
      Date.parse('2026-12-01T18:00:00Z'),
    );
    expect(why).to.match(/ is at 66\.7015 %, below 75 %$/);
  });

  it('spares the last digits of the share', () => {
    const ramp = { from: 0, to: 100, start: '2026-12-01T00:00:00Z', end: '2026-12-04T00:00:00Z' };
    const { why } = partOf(
      { rollout: ramp },
      { targetingKey: 'alice' },
      {},
      Date.parse('2026-12-02T00:00:00Z'),
    );
    expect(why).to.match(/, not below 33\.3333333333 %$/);
  });

  it('that is not sticky says that it is drawn', () => {
    expect(partOf({ rollout: 99.999999, sticky: false }).why).to.match(
      /^drawn anew for each request, in for 99\.999999 %$/,
    );
    expect(partOf({ rollout: 1e-12, sticky: false })).to.deep.equal({
      part: 'rollout',
      held: false,
      why: 'drawn anew for each request, not in for 1e-12 %',
    });
  });
});

describe('The explanation of a split', () => {
  it('tells the bucket, the slot and the variant', () => {
    const part = partOf({ split: { a: 50, b: 50 } }, { targetingKey: 'alice' });
    expect(part.why).to.equal('"alice" with seed "flag" is at 71.0953 %, slot 71 of 100, serves b');
    expect(part.bucket?.hash).to.equal(3_053_522_310);
  });

  it('without a key does not hold', () => {
    const part = { part: 'split', held: false, why: 'the context has no targetingKey to go by' };
    expect(partOf({ split: { a: 1, b: 1 } })).to.deep.equal(part);
  });

  it('of one variant asks no key', () => {
    const part = { part: 'split', held: true, why: 'only one variant has a weight, serves a' };
    expect(partOf({ split: { a: 1, b: 0 } })).to.deep.equal(part);
  });

  it('that is not sticky says that it is drawn', () => {
    const rule = { rollout: 100, split: { a: 1, b: 1 }, sticky: false };
    const [, split] = explained({ rules: [rule] }).rules[0]!.parts;
    expect(split!.held).to.equal(true);
    expect(split!.why).to.match(/^drawn anew for each request, serves [ab]$/);
  });

  it('names no variant when another part of the rule does not hold', () => {
    const rule = { users: ['bob'], split: { a: 1, b: 1 } };
    const [, split] = explained({ rules: [rule] }, { targetingKey: 'alice' }).rules[0]!.parts;
    expect(split!.why).to.equal('"alice" with seed "flag" is at 71.0953 %, slot 1 of 2');
  });

  it('beside a rollout goes by another seed', () => {
    const rule = { rollout: 80, split: { a: 1, b: 3 }, seed: 'spring' };
    const [rollout, split] = explained({ rules: [rule] }, { targetingKey: 'alice' }).rules[0]!.parts;
    expect([rollout!.bucket?.seed, split!.bucket?.seed]).to.deep.equal(['spring:rollout', 'spring']);
  });
});

describe('The explanation of a share in a condition', () => {
  it('tells the bucket and the range', () => {
    const when = { $rollout: { range: [10, 50], seed: 'holdout' } };
    const { lines } = explained({ rules: [{ when }] }, { targetingKey: 'alice' });
    expect(lines[3]).to.match(
      /^ {6}\$rollout: .*, "alice" with seed "holdout" is at .* %, (?:within|outside) 10 to 50 %$/,
    );
    expect(conditionLines({ $rollout: 25 }, {})).to.deep.equal([
      '$rollout: does not hold, the context has no targetingKey to go by',
    ]);
    const [share] = explained({ rules: [{ when: { $rollout: 25 } }] }, { targetingKey: 'alice' }).rules[0]!
      .parts[0]!.parts!;
    expect(share!.bucket).to.include({ key: 'alice', seed: 'flag:condition', slots: 2 ** 32 });
  });

  it('names all that the key may be made of', () => {
    const when = { $rollout: { range: [0, 50], by: ['company.id', 'plan'], fallback: ['device', 'ip'] } };
    expect(conditionLines(when, { plan: 'pro' })).to.deep.equal([
      '$rollout: does not hold, the context has no company.id + plan or device or ip to go by',
    ]);
  });
});

describe('The explanation of what a rule requires', () => {
  it('is a part of the rule for each flag', () => {
    const rule = {
      requires: ['on', { flag: 'layout', variant: ['rich', 'wide'] }, { flag: 'on', enabled: false }],
    };
    const others = { on: 'on', layout: { variants: { rich: 1, plain: 2 }, default: 'plain' } };
    expect(explained({ rules: [rule] }, {}, others).lines.slice(1)).to.deep.equal([
      '  rule 0: did not match',
      '    requires on: holds, it is on (STATIC)',
      '    requires layout at rich or wide: does not hold, it is at plain (STATIC)',
      '    requires on off: does not hold, it is on (STATIC)',
    ]);
  });
});

describe('The explanation of a schedule', () => {
  it('is the same in a condition', () => {
    expect(conditionLines({ $schedule: { from: '2030-01-01T00:00:00Z' } }, {})).to.deep.equal([
      '$schedule: does not hold, starts at 2030-01-01T00:00:00Z',
    ]);
  });

  const why = (schedule: object, now?: number): string => partOf({ schedule }, {}, {}, now).why;

  it('tells when it starts and when it ended', () => {
    expect(why({ from: '2027-01-01T00:00:00Z' })).to.equal('starts at 2027-01-01T00:00:00Z');
    expect(why({ until: '2026-12-01T00:00:00Z' })).to.equal('ended at 2026-12-01T00:00:00Z');
    expect(why({ until: '2027-12-01T00:00:00Z' })).to.equal('it is Tue 08:30 UTC, within the dates');
  });

  it('holds from its first instant to the one before its last', () => {
    const at = '2026-12-01T08:30:00Z';
    expect(partOf({ schedule: { from: at } })).to.deep.equal({
      part: 'schedule',
      held: true,
      why: 'it is Tue 08:30 UTC, within the dates',
    });
    expect(partOf({ schedule: { until: at } })).to.deep.equal({
      part: 'schedule',
      held: false,
      why: `ended at ${at}`,
    });
  });

  it('tells local time against days and hours', () => {
    const office = { days: ['mon', 'tue'], between: ['09:00', '17:30'] };
    expect(why(office)).to.equal('it is Tue 08:30 UTC, outside mon, tue, 09:00 to 17:30');
    expect(why({ ...office, timezone: 'Europe/Berlin' })).to.equal(
      'it is Tue 09:30 Europe/Berlin, within mon, tue, 09:00 to 17:30',
    );
    expect(why({ days: ['mon'] })).to.equal('it is Tue 08:30 UTC, outside mon');
  });

  it('has no words for a clock that gives no number', () => {
    expect(why({ days: ['mon'] }, NaN)).to.equal('it is at no time, outside mon');
  });
});

describe('The explanation of a condition', () => {
  it('tells what was found and what was wanted', () => {
    expect(
      conditionLines({ plan: 'pro', 'account.age': { $gte: 18 } }, { plan: 'free', account: { age: 20 } }),
    ).to.deep.equal([
      'plan: does not hold, plan is "free", wanted "pro"',
      'account.age: holds, account.age is 20, wanted {"$gte":18}',
    ]);
  });

  it('tells missing from null, and prints no more than a line', () => {
    const self: { self?: unknown } = {};
    self.self = self;
    const context = { b: null, c: 'x'.repeat(200), d: self, e: 5n, f: () => 1, g: 'x'.repeat(78) };
    expect(conditionLines({ a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1 }, context)).to.deep.equal([
      'a: does not hold, a is missing, wanted 1',
      'b: does not hold, b is null, wanted 1',
      `c: does not hold, c is "${'x'.repeat(79)}…, wanted 1`,
      'd: does not hold, d is an object, wanted 1',
      'e: does not hold, e is 5, wanted 1',
      'f: does not hold, f is a function, wanted 1',
      `g: does not hold, g is "${'x'.repeat(78)}", wanted 1`,
    ]);
  });

  it('goes into what is joined', () => {
    const when = { $or: [{ a: 1, b: 1 }, {}], $and: [{ a: 1 }], $nor: [{ a: 2 }], $not: { a: 1 } };
    expect(conditionLines(when, { a: 1 })).to.deep.equal([
      '$or: holds, one of these must hold',
      '  0: does not hold, all of it must hold',
      '    a: holds, a is 1, wanted 1',
      '    b: does not hold, b is missing, wanted 1',
      '  1: holds, all of it must hold',
      '$and: holds, all of these must hold',
      '  0: holds, all of it must hold',
      '    a: holds, a is 1, wanted 1',
      '$nor: holds, none of these may hold',
      '  0: does not hold, all of it must hold',
      '    a: does not hold, a is 1, wanted 2',
      '$not: does not hold, this must not hold',
      '  a: holds, a is 1, wanted 1',
    ]);
  });

  it('goes into segments, but not into those that these use', () => {
    const when = { $segment: 'staff', $not: { $segment: 'beta' }, $nor: [{ $segment: 'none' }] };
    const segments = { '$segment.staff': { a: 1, $segment: 'beta' }, '$segment.beta': { b: 2 } };
    expect(conditionLines(when, { a: 1, b: 2 }, segments)).to.deep.equal([
      '$segment: holds, is in segment staff',
      '  a: holds, a is 1, wanted 1',
      '  $segment: holds, is in segment beta',
      '$not: does not hold, this must not hold',
      '  $segment: holds, is in segment beta',
      '    b: holds, b is 2, wanted 2',
      '$nor: does not hold, none of these may hold',
      '  0: does not hold, all of it must hold',
      '    $segment: does not hold, there is no segment none, so the rule does not match',
    ]);
  });

  it('has no parts for a segment that there is by an override only', () => {
    const stored = new Map([['flag', flagOf('flag', { rules: [{ when: { $segment: 'staff' } }] })]]);
    const flags = applyOverrides(
      stored,
      new Map([['$segment.staff', { name: '$segment.staff', override: true, since: 0 }]]),
    );
    const scope = { get: (name: string) => flags.get(name), inCycle: () => false, draw: () => 0 };
    const [when] = explain(flags.get('flag')!, {}, scope, TUESDAY).rules[0]!.parts;
    expect(when!.parts).to.deep.equal([{ part: '$segment', held: true, why: 'is in segment staff' }]);
  });

  it('tells who is not in a segment', () => {
    expect(conditionLines({ $segment: 'staff' }, { a: 2 }, { '$segment.staff': { a: 1 } })).to.deep.equal([
      '$segment: does not hold, is not in segment staff',
      '  a: does not hold, a is 2, wanted 1',
    ]);
  });
});
