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

  it('is offered the attributes that the rules read', () => {
    const rules = [
      { when: { plan: 'pro', $or: [{ age: { $gt: 5 } }, { $not: { targetingKey: 'x' } }] } },
      { rollout: 5, by: 'companyId', fallback: 'deviceId' },
      { when: { $rollout: { range: [0, 5], by: ['region', 'team'] } } },
      { when: { $rollout: 5 } },
      { rollout: 5, fallback: ['sessionId', 'ip'] },
      { when: { $schedule: { from: '2026-12-01T00:00:00Z' } }, requires: ['billing'] },
    ];
    expect(askedAttributes({ rules })).to.deep.equal([
      'plan',
      'age',
      'companyId',
      'deviceId',
      'region',
      'team',
      'sessionId',
      'ip',
    ]);
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
      'it requires that other is on, but there is no flag other',
    ]);
  });

  it('says what the flag requires of others', async () => {
    const requires = [{ flag: 'flag', variant: ['a', 'b'] }];
    const [gets, why] = await told({ default: 10, requires });
    expect(gets).to.equal('off, serving 10');
    expect(why).to.match(/^it requires that flag serves a or b, but /);
    expect((await told({ requires: [{ flag: 'freeze', enabled: false }] }))[1]).to.equal(
      'it requires that freeze is off, but there is no flag freeze',
    );
  });

  it('names the flags that a rule requires', async () => {
    const flags = { layout: { variants: { a: 1 }, default: 'a' }, freeze: { enabled: false } };
    const requires = [
      { flag: 'layout', variant: 'a' },
      { flag: 'freeze', enabled: false },
    ];
    expect((await told({ rules: [{ requires }] }, {}, flags))[1]).to.equal(
      'rule 1 holds: layout is at a (STATIC); freeze is off (DISABLED)',
    );
  });

  it('says the time that a condition asks for', async () => {
    const rules = [{ when: { $schedule: { from: '2020-01-01T00:00:00Z' } } }];
    expect((await told({ rules }))[1]).to.match(/^rule 1 holds: it is .+, within the dates$/);
  });

  it('says what is served while the flag is off, where that is not just off', async () => {
    const variants = { on: true, wide: 1, off: false };
    expect((await told({ enabled: false, default: 10 }))[0]).to.equal('off, serving 10');
    expect((await told({ enabled: false, default: true }))[0]).to.equal('off');
    expect((await told({ enabled: false, default: 'wide', variants }))[0]).to.equal('off, serving wide');
    expect((await told({ enabled: false, default: 'on', variants }))[0]).to.equal('off');
    expect((await told({ default: 0 }))[0]).to.equal('0');
  });

  it('shows the bucket of a share, also where it is a condition', async () => {
    const [, why] = await told(
      { rules: [{ when: { $rollout: { range: [0, 100] } } }] },
      { targetingKey: 'u' },
    );
    expect(why).to.match(/^rule 1 holds: "u" with seed "flag:condition" is at [\d.]+ %/);
  });

  it('says why there can be no answer', async () => {
    expect(await told({ rules: [] }, { targetingKey: [] })).to.deep.equal([
      'off',
      'the targetingKey must be text or a number, received a list',
    ]);
  });

  it('names the variant', async () => {
    expect((await told({ variants: { a: { cols: 2 } }, default: 'a' }))[0]).to.equal('a');
  });
});

async function told(
  definition: FlagDefinition,
  context = {},
  others: Readonly<Record<string, FlagDefinition>> = {},
): Promise<[string, string]> {
  const flags = await FeatureFlags.open(new MemoryBackend({ ...others, flag: definition }));
  const explanation = flags.explain('flag', context);
  return [answerInWords(explanation), reasonInWords(explanation)];
}
