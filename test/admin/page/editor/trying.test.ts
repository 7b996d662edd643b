import { FeatureFlags, type FlagDefinition, MemoryBackend } from '@halyard/core';
import { expect } from 'chai';
import { answerInWords, reasonInWords } from '../../../../packages/admin/page/editor/model/answer-words.js';
import { askedAttributes, contextOf } from '../../../../packages/admin/page/editor/model/try-context.js';

describe('the context to try a flag with', () => {
  it('takes JSON for what it is and all else for text', () => {
    const rows = [
      { id: 1, name: 'age', text: '18' },
      { id: 2, name: 'plan', text: 'pro' },
      { id: 3, name: 'tags', text: '["a"]' },
      { id: 4, name: '', text: 'lost' },
      { id: 5, name: 'empty', text: '' },
    ];
    expect(contextOf('alice', rows)).to.deep.equal({
      targetingKey: 'alice',
      age: 18,
      plan: 'pro',
      tags: ['a'],
    });
  });

  it('reaches inside objects by dots', () => {
    const rows = [
      { id: 1, name: 'account.plan', text: 'pro' },
      { id: 2, name: 'account.size', text: '5' },
    ];
    expect(contextOf('', rows)).to.deep.equal({ account: { plan: 'pro', size: 5 } });
  });

  it('is offered the attributes that the rules ask about', () => {
    const rules = [
      { when: { plan: 'pro', $or: [{ age: { $gt: 5 } }, { $not: { targetingKey: 'x' } }] } },
      { rollout: { percent: 5, by: 'companyId' } },
    ];
    expect(askedAttributes({ rules })).to.deep.equal(['plan', 'age', 'companyId']);
  });
});

describe('an answer in words', () => {
  it('names the rule that holds, counted from 1, and why', async () => {
    const rules = [{ users: ['bob'] }, { name: 'pro', when: { plan: 'pro' }, rollout: 100 }];
    expect(await told({ rules }, { targetingKey: 'alice', plan: 'pro' })).to.deep.equal([
      'on',
      'rule 2 (pro) holds: plan is "pro", wanted "pro"; a share of 100 % takes everyone',
    ]);
  });

  it('says so when no rule matches, when there are none, and when one is for everyone', async () => {
    expect(await told({ rules: [{ users: ['bob'] }] })).to.deep.equal([
      'off',
      'no rule matches, and this is the default',
    ]);
    expect(await told({})).to.deep.equal(['on', 'there are no rules: everyone gets the same']);
    expect(await told({ rules: [{ serve: 'wide' }] })).to.deep.equal(['“wide”', 'rule 1 is for everyone']);
  });

  it('says what a flag needs, or that it is disabled', async () => {
    expect(await told({ enabled: false })).to.deep.equal(['off', 'the flag is disabled']);
    expect(await told({ requires: ['other'] })).to.deep.equal([
      'off',
      'it needs other, but there is no flag other',
    ]);
  });

  it('names the variant', async () => {
    expect((await told({ variants: { a: { cols: 2 } }, default: 'a' }))[0]).to.equal('a');
  });
});

async function told(definition: FlagDefinition, context = {}): Promise<[string, string]> {
  const flags = await FeatureFlags.open(new MemoryBackend({ flag: definition }));
  const explanation = flags.explain('flag', context);
  return [answerInWords(explanation), reasonInWords(explanation)];
}
