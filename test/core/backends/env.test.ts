import { EnvBackend, FeatureFlags, isHalyardError } from '@halyard/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';

const open = (env: Record<string, string>, prefix?: string): Promise<FeatureFlags> =>
  FeatureFlags.open(new EnvBackend({ env, ...(prefix === undefined ? {} : { prefix }) }));

describe('EnvBackend', () => {
  for (const spelling of ['new_checkout', 'new-checkout', 'newCheckout', 'new.checkout', 'NewCheckout']) {
    it(`answers to ${spelling}`, async () => {
      const flags = await open({ FEATURE_NEW_CHECKOUT: 'on' });
      expect(flags.isEnabled(spelling)).to.equal(true);
      expect(flags.evaluate(spelling).reason).to.equal('STATIC');
    });
  }

  it('keeps abbreviations together: HTTPServer reads FEATURE_HTTP_SERVER', async () => {
    expect((await open({ FEATURE_HTTP_SERVER: 'on' })).isEnabled('HTTPServer')).to.equal(true);
  });

  it('lists a flag once, in snake case', async () => {
    const flags = await open({ FEATURE_NEW_CHECKOUT: 'on', OTHER: 'on' });
    expect(flags.all().map(({ name }) => name)).to.deep.equal(['new_checkout']);
  });

  it('takes another prefix', async () => {
    const flags = await open({ FLAG_A: 'on', FEATURE_B: 'on' }, 'FLAG_');
    expect(flags.enabledFlags()).to.deep.equal(['a']);
  });

  it('reads process.env when it is opened, so that dotenv may come after it is made', async () => {
    const backend = new EnvBackend();
    process.env['FEATURE_LATE_COMER'] = 'on';
    try {
      expect((await FeatureFlags.open(backend)).isEnabled('late_comer')).to.equal(true);
    } finally {
      delete process.env['FEATURE_LATE_COMER'];
    }
  });

  it('reports a variable whose text is not understood', async () => {
    const flags = await open({ FEATURE_TYPO: 'ture' });
    expect(flags.status().invalid.map(({ name }) => name)).to.deep.equal(['typo']);
  });

  it('names a misspelt option and the right one', () => {
    expect(() => new EnvBackend({ prefx: 'X_' } as never))
      .to.throw('EnvBackend: unknown option "prefx", did you mean prefix?')
      .and.satisfy((error: unknown) => isHalyardError(error, 'INVALID_OPTION'));
  });
});
