import { expect } from 'chai';
import fc from 'fast-check';
import { mergeDefinitions } from '../../../../packages/admin/page/editor/model/merge-definitions.js';
import { definition } from '../../../core/flag/arbitrary.js';

const base = { owner: 'ana', rules: [{ users: ['alice'] }, { rollout: 10 }] };

describe('two changes of one definition', () => {
  it('both count where they are about different things', () => {
    const mine = { owner: 'ana', rules: [{ users: ['alice', 'bob'] }, { rollout: 10 }] };
    const theirs = { description: 'new', rules: [{ users: ['alice'] }, { rollout: 50 }] };
    expect(mergeDefinitions(base, mine, theirs)).to.deep.equal({
      definition: { description: 'new', rules: [{ users: ['alice', 'bob'] }, { rollout: 50 }] },
      clashes: [],
    });
  });

  it('leave mine on top where both changed the same, and say where', () => {
    const mine = { ...base, rules: [{ users: ['alice'] }, { rollout: 20 }] };
    const theirs = { ...base, rules: [{ users: ['alice'] }, { rollout: 50 }] };
    expect(mergeDefinitions(base, mine, theirs)).to.deep.equal({
      definition: mine,
      clashes: ['rules[1].rollout'],
    });
  });

  it('leave my list where both changed its length', () => {
    const mine = { ...base, rules: [{ rollout: 10 }] };
    const theirs = { ...base, rules: [...base.rules, {}] };
    expect(mergeDefinitions(base, mine, theirs)).to.deep.equal({ definition: mine, clashes: ['rules'] });
  });

  it('take nothing from what they did to a rule that I put another in the place of', () => {
    const mine = { ...base, rules: [{ schedule: { days: ['mon' as const] } }, { rollout: 10 }] };
    const theirs = { ...base, rules: [{ users: ['alice'], serve: false }, { rollout: 10 }] };
    expect(mergeDefinitions(base, mine, theirs)).to.deep.equal({ definition: mine, clashes: ['rules[0]'] });
  });

  it('remove what I removed, and say so when they changed it', () => {
    expect(mergeDefinitions(base, { rules: base.rules }, { ...base, owner: 'bea' })).to.deep.equal({
      definition: { rules: base.rules },
      clashes: ['owner'],
    });
  });

  it('are theirs when I changed nothing, and mine when they did not', () => {
    fc.assert(
      fc.property(definition, definition, (before, after) => {
        expect(mergeDefinitions(before, before, after)).to.deep.equal({ definition: after, clashes: [] });
        expect(mergeDefinitions(before, after, before)).to.deep.equal({ definition: after, clashes: [] });
        expect(mergeDefinitions(before, after, after)).to.deep.equal({ definition: after, clashes: [] });
      }),
    );
  });
});
