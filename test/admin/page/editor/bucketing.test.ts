import type { Rule } from '@halyard/core';
import { expect } from 'chai';
import {
  hasBucketing,
  withHash,
  withoutIdleBucketing,
  withSticky,
} from '../../../../packages/admin/page/editor/model/bucketing.js';
import { oneOrSeveral } from '../../../../packages/admin/page/editor/model/codecs.js';
import { withServed } from '../../../../packages/admin/page/editor/model/serving.js';

describe('the bucketing keys of a rule in the form', () => {
  const rule: Rule = { rollout: 25, by: 'team', fallback: 'deviceId', seed: 's', hash: 'unleash' };

  it('are dropped when every evaluation draws anew', () => {
    expect(withSticky(rule, false)).to.deep.equal({ rollout: 25, sticky: false });
    expect(withSticky({ rollout: 25, sticky: false }, true)).to.deep.equal({ rollout: 25 });
  });

  it('stay while there is a rollout or a split', () => {
    expect(withoutIdleBucketing(rule)).to.equal(rule);
    const split: Rule = { split: { a: 1 }, by: 'team' };
    expect(withoutIdleBucketing(split)).to.equal(split);
  });

  it('are dropped with the last of rollout and split', () => {
    const { rollout: _, ...rest } = rule;
    expect(withoutIdleBucketing({ ...rest, name: 'x', sticky: true })).to.deep.equal({ name: 'x' });
    expect(withServed({ split: { a: 1 }, by: 'team' }, 'value', 10)).to.deep.equal({ serve: 10 });
    expect(withServed({ split: { a: 1 }, rollout: 5, by: 'team' }, 'value', 10)).to.deep.equal({
      rollout: 5,
      by: 'team',
      serve: 10,
    });
  });

  it('name a hash only when it is another system’s', () => {
    expect(withHash({ seed: 's' }, 'launchdarkly')).to.deep.equal({ seed: 's', hash: 'launchdarkly' });
    expect(withHash({ seed: 's', hash: 'launchdarkly' }, 'murmur3')).to.deep.equal({ seed: 's' });
  });

  it('have a total only with the hash that reads it', () => {
    const variants = { seed: 's', hash: 'unleash-variants', total: 10 } as const;
    expect(withHash(variants, 'unleash')).to.deep.equal({ seed: 's', hash: 'unleash' });
    expect(withHash(variants, 'unleash-variants')).to.deep.equal(variants);
  });

  it('are unfolded when one of them is set', () => {
    expect(hasBucketing({ ...rule })).to.equal(true);
    expect(hasBucketing({ sticky: false })).to.equal(true);
    expect(hasBucketing({})).to.equal(false);
  });
});

describe('one attribute or several', () => {
  it('is a text alone, and a list with commas between', () => {
    expect(oneOrSeveral.read('team')).to.deep.equal({ value: 'team' });
    expect(oneOrSeveral.read(' region, team,')).to.deep.equal({ value: ['region', 'team'] });
    expect(oneOrSeveral.read(' ')).to.deep.equal({ value: undefined });
    expect(oneOrSeveral.write(['region', 'team'])).to.equal('region, team');
    expect(oneOrSeveral.write('team')).to.equal('team');
    expect(oneOrSeveral.write(undefined)).to.equal('');
  });
});
