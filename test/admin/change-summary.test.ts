import { changeSummary } from '@halyard/admin';
import type { FlagSource } from '@halyard/core';
import { flagText } from '@halyard/core/store';
import { expect } from 'chai';

const text = (source: FlagSource | null): string | null =>
  source === null || source === 'ture' ? source : flagText('flag', source);
const summary = (before: FlagSource | null, after: FlagSource | null): string =>
  changeSummary({ name: 'flag', before: text(before), after: text(after) });

const STAFF = { name: 'staff', users: ['alice'] };

/** Changes, with their words. */
const CASES: readonly (readonly [before: FlagSource | null, after: FlagSource | null, words: string])[] = [
  ['off', 'on', 'turned on'],
  ['on', 'off', 'turned off'],
  ['25%', { enabled: false, rules: [{ rollout: 25 }] }, 'turned off'],
  ['25%', '60%', '25% → 60%'],
  ['off', '25%', 'turned on for 25%'],
  ['on', '25%', 'everyone → 25%'],
  ['25%', 'on', '25% → everyone'],
  ['25%', 'off', 'turned off, removed the rules'],
  ['users:alice', 'users:alice,bob', 'added bob'],
  ['users:alice,bob', 'users:bob', 'removed alice'],
  ['25%', 'users:alice', '25% → 100%, limited to alice'],
  ['on', 'on', 'stored again, unchanged'],
  [null, 'off', 'created: off'],
  [null, '25%', 'created: on for 25%'],
  [null, { default: 10 }, 'created: 10'],
  [null, { rules: [STAFF, { rollout: 5 }] }, 'created: 2 rules'],
  ['25%', null, 'deleted'],
  ['on', 'ture', 'stored a text that is invalid'],
  ['ture', 'off', 'replaced an invalid text: off'],
  ['25%', { rules: [STAFF, { rollout: 25 }] }, "added rule 'staff'"],
  [{ rules: [STAFF, { rollout: 25 }] }, '25%', "removed rule 'staff'"],
  [
    { rules: [STAFF, { rollout: 25 }] },
    { rules: [{ ...STAFF, users: ['alice', 'bob'] }, { rollout: 30 }] },
    "rule 'staff': added bob, rule 2 of 2: 25% → 30%",
  ],
  [{ rules: [STAFF, { rollout: 25 }] }, { rules: [{ rollout: 25 }, STAFF] }, 'reordered the rules'],
  [{ rules: [{ when: { a: 1 } }] }, { rules: [{ when: { a: 2 } }] }, 'changed the condition'],
  [{ rules: [{ rollout: 5 }] }, { rules: [{ rollout: 5, when: { a: 2 } }] }, 'added the condition'],
  [{ default: 10 }, { default: 20 }, 'default 10 → 20'],
  [{ owner: 'ana' }, { owner: 'bob', description: 'x' }, 'changed the description, owner ana → bob'],
  [
    { variants: { a: 1, b: 2 }, default: 'a' },
    { variants: { a: 1, b: 3, c: 4 }, default: 'a' },
    "changed variant 'b', added variant 'c'",
  ],
  [{}, { requires: ['other'] }, 'added required flags'],
  [
    {},
    { owner: 'a', description: 'b', tags: ['c'], expires: '2027-01-31', metadata: { d: 1 }, permanent: true },
    'changed the description, changed the owner, changed the tags, changed the expiry and 2 more',
  ],
];

describe('the summary of a change', () => {
  for (const [before, after, words] of CASES) {
    it(`from ${JSON.stringify(before)} to ${JSON.stringify(after)} is "${words}"`, () => {
      expect(summary(before, after)).to.equal(words);
    });
  }

  it('of a segment says whether it is the condition', () => {
    const name = '$segment.staff';
    expect(changeSummary({ name, before: null, after: '{"a":1}' })).to.equal('created');
    expect(changeSummary({ name, before: '{"a":1}', after: '{"a":2}' })).to.equal('changed the condition');
    expect(changeSummary({ name, before: '{"a":1}', after: null })).to.equal('deleted');
  });
});
