import type { FlagDefinition } from '@halyard/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { flagLine, flagSentences } from '../../../packages/admin/page/words/flag-words.js';

describe('a flag in one line', () => {
  const lines: readonly (readonly [definition: FlagDefinition, line: string])[] = [
    [{}, 'On for everyone'],
    [{ enabled: false }, 'Off for everyone'],
    [{ enabled: false, default: true, rules: [{ users: ['a'], serve: false }] }, 'Off for everyone'],
    [{ enabled: false, default: 10 }, 'Off for everyone, serving 10'],
    [{ enabled: false, variants: { a: 1, b: 2 }, default: 'b' }, 'Off for everyone, serving “b”'],
    [
      { enabled: false, variants: { on: true, no: false, off: false }, default: 'on' },
      'Off for everyone, serving “no”',
    ],
    [{ enabled: false, variants: { on: true, wide: 1 }, default: 'on' }, 'Off for everyone'],
    [{ default: false }, 'Off for everyone'],
    [{ default: null }, 'Null for everyone'],
    [{ default: 10 }, '10 for everyone'],
    [{ rules: [] }, 'Off for everyone'],
    [{ default: true, rules: [] }, 'On for everyone'],
    [{ rules: [{ rollout: 25 }] }, 'On for 25%'],
    [{ rules: [{ rollout: 10, by: 'companyId' }] }, 'On for 10% by companyId'],
    [
      { rules: [{ rollout: 10, by: ['region', 'team'], fallback: 'deviceId' }] },
      'On for 10% by region and team, else deviceId',
    ],
    [{ rules: [{ rollout: 10, fallback: 'deviceId' }] }, 'On for 10% by targetingKey, else deviceId'],
    [
      { rules: [{ rollout: 10, fallback: ['deviceId', 'ip'] }] },
      'On for 10% by targetingKey, else deviceId, else ip',
    ],
    [{ rules: [{ rollout: 10, seed: 's', hash: 'unleash' }] }, 'On for 10% (hash: Unleash)'],
    [
      { rules: [{ rollout: 10, seed: 's', hash: 'microsoft' }] },
      'On for 10% (hash: Microsoft feature management)',
    ],
    [{ rules: [{ rollout: 10, sticky: false }] }, 'On for 10% at random each time'],
    [
      {
        rules: [
          { rollout: { from: 20, to: 80, start: '2026-12-01T00:00:00Z', end: '2026-12-01T00:30:00Z' } },
        ],
      },
      'On for 20% rising to 80% from 1 Dec 2026 to 1 Dec 2026, 00:30 UTC',
    ],
    [{ rules: [{ users: ['alice', 'bob'] }] }, 'On for alice and bob'],
    [
      { rules: [{ rollout: 10, requires: ['billing', { flag: 'freeze', enabled: false }] }] },
      'On for 10%, while billing is on and freeze is off',
    ],
    [{ rules: [{ schedule: {}, requires: [] }] }, 'On for everyone, any time'],
    [{ rules: [{ when: { $schedule: { days: ['sat'] } } }] }, 'On for those where the time is Sat (UTC)'],
    [{ rules: [{ users: ['a', 'b', 'c', 'd', 'e', 'f'] }] }, 'On for a, b, c, d and 2 more'],
    [{ rules: [{ when: { $segment: 'staff' } }] }, 'On for those in segment staff'],
    [{ rules: [{ when: { $rollout: 25 } }] }, 'On for those in the first 25%'],
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
    [{ rules: [{ split: { a: 1, b: 1 }, by: 'team' }] }, '“a” 50% and “b” 50% by team for everyone'],
    [{ rules: [{ rollout: 20, split: { a: 1, b: 1 }, by: 'team' }] }, '“a” 50% and “b” 50% for 20% by team'],
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
      requires: [
        'billing',
        { flag: 'layout', variant: ['rich', 'wide'] },
        { flag: 'freeze', enabled: false },
      ],
    });
    expect(sentences).to.deep.equal([
      'Only while billing is on, layout serves rich or wide and freeze is off; else off.',
      'On for alice.',
      'On for 25% (a quarter).',
      'Off for everyone else.',
    ]);
  });

  it('tells an empty list of rules from an absent one', () => {
    expect(flagSentences({ rules: [] })).to.deep.equal([
      'The list of rules is empty: it matches no one.',
      'Off for everyone.',
    ]);
    expect(flagSentences({})).to.deep.equal(['On for everyone.']);
    expect(flagSentences({ default: false })).to.deep.equal(['Off for everyone.']);
  });

  it('leaves no one else after a rule for everyone', () => {
    expect(flagSentences({ rules: [{ users: ['alice'], serve: false }, {}] })).to.deep.equal([
      'Off for alice.',
      'On for everyone.',
    ]);
    expect(flagSentences({ rules: [{ requires: ['billing'] }] })).to.deep.equal([
      'On for everyone, while billing is on.',
      'Off for everyone else.',
    ]);
  });

  it('says that neither rules nor default count while it is disabled', () => {
    expect(flagSentences({ enabled: false, default: true, rules: [{ rollout: 25 }] })).to.deep.equal([
      'It is disabled: off for everyone. The rules do not apply.',
    ]);
    expect(flagSentences({ enabled: false, default: 10 })).to.deep.equal([
      'It is disabled: off for everyone, serving 10. The rules do not apply.',
    ]);
  });
});
