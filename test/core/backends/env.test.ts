import { EnvBackend, FeatureFlags, isHalyardError } from '@halyard/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';

const open = (env: Record<string, string>, prefix?: string): Promise<FeatureFlags> =>
  FeatureFlags.open(new EnvBackend({ env, ...(prefix === undefined ? {} : { prefix }) }), { logger: false });

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

  it('takes capitals for no camel case', async () => {
    const flags = await open({ FEATURE_OAUTH2LOGIN: 'on', FEATURE_newSearch: 'on', 'FEATURE_MY-FLAG': 'on' });
    expect(flags.enabledFlags()).to.deep.equal(['oauth2login', 'new_search', 'my_flag']);
  });

  it('uses neither of two variables that are the same flag, and reports both', async () => {
    const flags = await open({ FEATURE_NEW_CHECKOUT: 'on', FEATURE_newCheckout: 'on', FEATURE_OTHER: 'on' });
    expect(flags.enabledFlags()).to.deep.equal(['other']);
    expect(flags.status().invalid).to.deep.equal([
      {
        name: 'new_checkout',
        problem:
          'FEATURE_NEW_CHECKOUT and FEATURE_newCheckout are the same flag, so neither is used: remove one',
        serving: 'nothing',
      },
    ]);
  });

  it('reports a variable that names no flag', async () => {
    const flags = await open({ FEATURE_: 'on', 'FEATURE_TWO WORDS': 'sk-12345' });
    expect(flags.status().invalid.map(({ problem }) => problem)).to.deep.equal([
      'FEATURE_ is not used: a flag name must not be empty',
      'FEATURE_TWO WORDS is not used: a flag name must not contain white space or control characters',
    ]);
  });

  it('reports a variable whose text is not understood, without the text', async () => {
    const secrets = { FEATURE_FLAGS_API_KEY: 'sk-12345', FEATURE_ACCOUNT: '{"private_key": "sk-12345"}' };
    const flags = await open(secrets);
    const EXAMPLES = 'write on, off, 25%, users:alice,bob or a definition in JSON';
    expect(flags.status().invalid).to.deep.equal([
      {
        name: 'flags_api_key',
        problem: `the text of FEATURE_FLAGS_API_KEY (8 characters) is not understood and counts as off; ${EXAMPLES}`,
        serving: 'off',
      },
      {
        name: 'account',
        problem: `the text of FEATURE_ACCOUNT (27 characters) is not a valid definition; ${EXAMPLES}`,
        serving: 'nothing',
      },
    ]);
    const context = { targetingKey: 'alice' };
    const shown = [flags.all(), flags.definition('flags_api_key'), flags.status(), flags.evaluate('account')];
    const explained = ['flags_api_key', 'account'].map((name) => flags.explain(name, context));
    expect(JSON.stringify([shown, explained, [...flags.evaluateAll(context)]])).not.to.match(/12345|private/);
    expect(flags.definition('flags_api_key')!.text).to.equal('off');
  });

  it('names a misspelt option and the right one', () => {
    expect(() => new EnvBackend({ prefx: 'X_' } as never))
      .to.throw('EnvBackend: unknown option "prefx", did you mean prefix?')
      .and.satisfy((error: unknown) => isHalyardError(error, 'INVALID_OPTION'));
  });
});
