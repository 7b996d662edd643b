import type { FlagDefinition } from '@halyard/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { flagLine, flagSentences } from '../../../packages/admin/page/words/flag-words.js';

describe('a flag in one line', () => {
  const lines: readonly (readonly [definition: FlagDefinition, line: string])[] = [
    [{}, 'On for everyone'],
    [{ enabled: false }, 'Off for everyone'],
    [{ enabled: false, default: 10 }, '10 for everyone'],
    [{ rules: [] }, 'Off for everyone'],
    [{ rules: [{ rollout: 25 }] }, 'On for 25%'],
    [{ rules: [{ rollout: { percent: 10, by: 'companyId' } }] }, 'On for 10% by companyId'],
    [{ rules: [{ rollout: { percent: 10, sticky: false } }] }, 'On for 10% at random each time'],
    [
      {
        rules: [
          { rollout: { from: 20, to: 80, start: '2026-12-01T00:00:00Z', end: '2026-12-01T00:30:00Z' } },
        ],
      },
      'On for 20% rising to 80% from 1 Dec 2026 to 1 Dec 2026, 00:30 UTC',
    ],
    [{ rules: [{ users: ['alice', 'bob'] }] }, 'On for alice and bob'],
    [{ rules: [{ users: ['a', 'b', 'c', 'd', 'e', 'f'] }] }, 'On for a, b, c, d and 2 more'],
    [{ rules: [{ when: { $segment: 'staff' } }] }, 'On for those in segment staff'],
    [
      { rules: [{ when: { plan: 'pro', age: { $gte: 18 } }, rollout: 25 }] },
      'On for 25% of those where plan is “pro” and age is at least 18',
    ],
    [{ rules: [{ users: ['al'], when: { plan: 'pro' } }] }, 'On for al where plan is “pro”'],
    [{ default: 10, rules: [{ when: { plan: 'pro' }, serve: 100 }] }, '100 for those where plan is “pro”'],
    [{ rules: [{ serve: false, users: ['eve'] }, {}] }, 'Off for eve; on for everyone'],
    [{ variants: { a: 1, b: 2 }, default: 'a' }, '“a” for everyone'],
    [
      { variants: { a: 1, b: 2 }, default: 'a', rules: [{ split: { a: 2, b: 1 } }] },
      '“a” 66.7% and “b” 33.3% for everyone',
    ],
  ];
  for (const [definition, line] of lines) {
    it(`is “${line}”`, () => expect(flagLine(definition)).to.equal(line));
  }

  it('says when a schedule holds, in which zone', () => {
    const schedule = {
      from: '2026-12-01T00:00:00Z',
      until: '2026-12-24T09:30:00Z',
      days: ['mon', 'tue'],
      between: ['09:00', '17:30'],
      timezone: 'Europe/Berlin',
    } as const;
    expect(flagLine({ rules: [{ schedule }] })).to.equal(
      'On for everyone, from 1 Dec 2026 until 24 Dec 2026, 09:30 UTC, Mon and Tue, 09:00 to 17:30 (Europe/Berlin)',
    );
  });
});

describe('a flag in sentences', () => {
  it('follows the rules from the top and ends with everyone else', () => {
    const sentences = flagSentences({
      rules: [{ users: ['alice'] }, { name: 'a quarter', rollout: 25 }],
      requires: ['billing', { flag: 'layout', variant: 'rich' }],
    });
    expect(sentences).to.deep.equal([
      'Only while billing is on and layout gives rich; else off.',
      'On for alice.',
      'On for 25% (a quarter).',
      'Off for everyone else.',
    ]);
  });

  it('leaves nobody over after a rule for everyone', () => {
    expect(flagSentences({ rules: [{ users: ['alice'], serve: false }, {}] })).to.deep.equal([
      'Off for alice.',
      'On for everyone.',
    ]);
  });

  it('says that the rules do not count while it is switched off', () => {
    expect(flagSentences({ enabled: false, rules: [{ rollout: 25 }] })).to.deep.equal([
      'It is switched off: off for everyone, whatever the rules say.',
    ]);
  });
});
