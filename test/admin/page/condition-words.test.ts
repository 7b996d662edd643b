import type { Condition } from '@halyard/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { conditionWords } from '../../../packages/admin/page/words/condition-words.js';

describe('a condition in words', () => {
  const clauses: readonly (readonly [condition: Condition, words: string])[] = [
    [{}, 'always'],
    [{ plan: 'pro' }, 'plan is “pro”'],
    [{ plan: null }, 'plan is missing'],
    [{ beta: true }, 'beta is on'],
    [{ 'account.seats': { $gt: 5, $lte: 50 } }, 'account.seats is above 5 and account.seats is at most 50'],
    [{ country: { $in: ['DE', 'AT', 'CH'] } }, 'country is “DE”, “AT” or “CH”'],
    [{ country: { $nin: ['US'] } }, 'country is not “US”'],
    [{ email: { $endsWith: '@example.com' } }, 'email ends with “@example.com”'],
    [{ email: { $exists: true } }, 'email is there'],
    [{ email: { $exists: false } }, 'email is missing'],
    [{ age: { $not: { $lt: 18 } } }, 'age not (is below 18)'],
    [{ app: { $vgte: '2.1.0' } }, 'app is version, or after it, “2.1.0”'],
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
    [{ toString: { $eq: 1 } }, 'toString is 1'],
    [{ a: { $mod: [4, 0] } }, 'a $mod [4,0]'],
  ];
  for (const [condition, words] of clauses) {
    it(`is “${words}”`, () => expect(conditionWords(condition)).to.equal(words));
  }
});
