import type { Condition } from '@halyard/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { conditionWords } from '../../../packages/admin/page/words/condition-words.js';

describe('a condition in words', () => {
  const clauses: readonly (readonly [condition: Condition, words: string])[] = [
    [{}, 'always'],
    [{ plan: 'pro' }, 'plan is “pro”'],
    [{ plan: null }, 'plan is missing'],
    [{ plan: '' }, 'plan is an empty text'],
    [{ '': '' }, '…'],
    [{ plan: 'pro', '': { $gt: 5 } }, 'plan is “pro” and …'],
    [{ $segment: '' }, 'they are in segment …'],
    [{ beta: true }, 'beta is on'],
    [
      { 'account.seats': { $gt: 5, $lte: 50 } },
      'account.seats is greater than 5 and account.seats is at most 50',
    ],
    [{ country: { $in: ['DE', 'AT', 'CH'] } }, 'country is one of “DE”, “AT” or “CH”'],
    [{ country: { $nin: ['US'] } }, 'country is none of “US”'],
    [{ email: { $endsWith: '@example.com' } }, 'email ends with “@example.com”'],
    [{ email: { $exists: true } }, 'email is present'],
    [{ email: { $exists: false } }, 'email is missing'],
    [{ age: { $not: { $lt: 18 } } }, 'age not (is less than 18)'],
    [{ app: { $vgte: '2.1.0' } }, 'app is at least version “2.1.0”'],
    [{ $or: [{ plan: 'pro' }, { role: 'staff' }] }, 'plan is “pro” or role is “staff”'],
    [
      { $or: [{ plan: 'pro', seats: 2 }, { role: 'staff' }] },
      '(plan is “pro” and seats is 2) or role is “staff”',
    ],
    [{ $or: [] }, 'always'],
    [{ $not: { plan: 'free' } }, 'not (plan is “free”)'],
    [{ $nor: [{ plan: 'free' }, { plan: 'trial' }] }, 'none of (plan is “free” or plan is “trial”)'],
    [{ $segment: 'staff', plan: 'pro' }, 'they are in segment staff and plan is “pro”'],
    [{ tags: ['a', 'b'] }, 'tags is ["a","b"]'],
    [{ toString: { $eq: 1 } }, 'toString is exactly 1'],
    [{ a: { $mod: [4, 0] } }, 'a divided by 4 leaves 0'],
    [{ a: { $modRange: [100, 0, 49] } }, 'a divided by 100 leaves 0 to 49'],
    [{ a: { $future: 1 } }, 'a $future 1'],
    [{ a: { $containsi: 'x' } }, 'a contains (any case) “x”'],
    [{ tags: { $all: ['a', 'b'] } }, 'tags contains all of “a” and “b”'],
    [{ items: { $elemMatch: { sku: 'x' } } }, 'items has an element where sku is “x”'],
    [{ items: { $elemMatch: { $gt: 5 } } }, 'items has an element where it is greater than 5'],
    [{ born: { $before: '2008-12-01T00:00:00Z' } }, 'born is before 1 Dec 2008'],
    [{ born: { $after: Date.UTC(2026, 11, 1, 9, 30) } }, 'born is after 1 Dec 2026, 09:30 UTC'],
    [{ ip: { $inCidr: ['10.0.0.0/8', '::1'] } }, 'ip is in address range “10.0.0.0/8” or “::1”'],
    [{ born: { $after: 1e20 } }, 'born is after 100000000000000000000'],
    [{ $rollout: { by: 5 } }, 'they are in the share {"by":5}'],
    [{ $rollout: 25 }, 'they are in the first 25%'],
    [{ $rollout: { range: [50, 75] } }, 'they are in 50% to 75%'],
    [
      { plan: 'pro', $rollout: { range: [0, 10], by: 'team', seed: 'ns' } },
      'plan is “pro” and they are in the first 10% by team (seed “ns”)',
    ],
    [
      { plan: 'pro', $schedule: { from: '2026-12-01T00:00:00Z', days: ['mon', 'tue'] } },
      'plan is “pro” and the time is from 1 Dec 2026, Mon and Tue (UTC)',
    ],
    [{ $schedule: {} }, 'the time is any time'],
    [{ $schedule: 5 }, 'the time is 5'],
  ];
  for (const [condition, words] of clauses) {
    it(`is “${words}”`, () => expect(conditionWords(condition)).to.equal(words));
  }
});
