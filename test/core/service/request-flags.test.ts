import { FeatureFlags, type FlagDefinition, MemoryBackend } from '@halyard/core';
import { Gate } from '@halyard/core/adapter';
import { expect } from 'chai';
import { describe, it } from 'mocha';

describe('the flags of a request', () => {
  const open = (): Promise<FeatureFlags> =>
    FeatureFlags.open(new MemoryBackend({ plain: true, listed: 'users:alice' }), { logger: false });

  it('answers for its context', async () => {
    const view = (await open()).at({ targetingKey: 'alice' });
    expect(view.isEnabled('listed')).to.equal(true);
    expect(view.getValue('listed', false)).to.equal(true);
    expect(view.evaluate('listed').reason).to.equal('TARGETING_MATCH');
    expect(view.enabledFlags()).to.deep.equal(['plain', 'listed']);
  });

  it('sees one snapshot from its first read on, whatever is flipped meanwhile', async () => {
    const flags = await open();
    const view = flags.at({});
    const untouched = flags.at({});
    expect(view.isEnabled('plain')).to.equal(true);
    await flags.disable('plain');
    expect(view.isEnabled('plain')).to.equal(true);
    expect(view.at({}).isEnabled('plain')).to.equal(true);
    expect(untouched.isEnabled('plain')).to.equal(false);
    expect(flags.at({}).isEnabled('plain')).to.equal(false);
  });

  it('draws once for each rollout and split that is not sticky, other requests draw anew', async () => {
    const drawn: FlagDefinition = {
      rules: [{ rollout: 50, split: { a: 1, b: 1 }, sticky: false }],
      default: 'out',
    };
    const flags = await FeatureFlags.open(
      new MemoryBackend({ drawn, half: { rules: [{ rollout: 50, sticky: false }] } }),
    );
    const answers = Array.from({ length: 200 }, () => {
      const view = flags.at({});
      const first = view.getValue('drawn', '');
      const again = [view.getValue('drawn', ''), view.at({ plan: 'pro' }).getValue('drawn', '')];
      expect(again).to.deep.equal([first, first]);
      const gate = new Gate('flagGate', 'half');
      expect(gate.decide(view)).to.equal(view.isEnabled('half'));
      return first;
    });
    expect(new Set(answers)).to.deep.equal(new Set(['a', 'b', 'out']));
  });

  it('reads the time once, when it is first needed', async () => {
    let now = Date.parse('2026-12-01T00:00:00Z');
    let reads = 0;
    const clock = () => {
      reads++;
      return now;
    };
    const rules = [{ schedule: { until: '2026-12-01T00:00:01Z' } }];
    const flags = await FeatureFlags.open(new MemoryBackend({ early: { rules }, plain: true }), { clock });
    // The service itself notes when it was made.
    reads = 0;
    const view = flags.at({});
    expect([view.isEnabled('plain'), reads]).to.deep.equal([true, 0]);
    expect(view.isEnabled('early')).to.equal(true);
    now += 1000;
    expect([view.isEnabled('early'), view.at({ a: 1 }).isEnabled('early'), reads]).to.deep.equal([
      true,
      true,
      1,
    ]);
    expect(flags.at({}).isEnabled('early')).to.equal(false);
  });

  it('remembers no answer that a changed context makes wrong', async () => {
    const context = { targetingKey: 'bob' };
    const view = (await open()).at(context);
    expect(view.isEnabled('listed')).to.equal(false);
    context.targetingKey = 'alice';
    expect(view.isEnabled('listed')).to.equal(true);
  });

  it('calls the context function once, and only when a flag depends on it', async () => {
    let calls = 0;
    const view = (await open()).at(() => {
      calls++;
      return { targetingKey: 'alice' };
    });
    view.isEnabled('plain');
    view.isEnabled('unknown');
    expect(calls).to.equal(0);
    expect(view.isEnabled('listed')).to.equal(true);
    view.isEnabled('listed');
    void view.ready();
    expect(calls).to.equal(1);
  });

  it('waits for an asynchronous context function in ready(), once', async () => {
    let calls = 0;
    const view = (await open()).at(async () => {
      calls++;
      return { targetingKey: 'alice' };
    });
    const pending = view.ready();
    expect(pending).to.be.instanceOf(Promise);
    await Promise.all([pending, view.ready()]);
    expect(view.ready()).to.equal(undefined);
    expect(view.isEnabled('listed')).to.equal(true);
    expect(calls).to.equal(1);
  });

  it('answers the default and says why when an asynchronous context is not there yet', async () => {
    const view = (await open()).at(async () => ({ targetingKey: 'alice' }));
    expect(view.isEnabled('listed', true)).to.equal(true);
    expect(view.isEnabled('listed')).to.equal(false);
    expect(view.evaluate('listed')).to.deep.include({ value: false, errorCode: 'INVALID_CONTEXT' });
    expect(view.evaluate('listed').errorMessage).to.contain('await ready()');
    expect(view.isEnabled('plain')).to.equal(true);
    await view.ready();
    expect(view.isEnabled('listed')).to.equal(true);
  });

  for (const [kind, fail] of [
    [
      'throws',
      () => {
        throw new Error('no session');
      },
    ],
    [
      'rejects',
      async () => {
        throw new Error('no session');
      },
    ],
  ] as const) {
    it(`hands on the error when the context function ${kind}, the same each time, and reads answer the default`, async () => {
      let calls = 0;
      const view = (await open()).at(() => {
        calls++;
        return fail();
      });
      const failure = async (): Promise<unknown> => {
        try {
          await view.ready();
        } catch (error) {
          return error;
        }
        return undefined;
      };
      const first = await failure();
      expect(first).to.be.an('error').with.property('message', 'no session');
      expect(await failure()).to.equal(first);
      expect(calls).to.equal(1);
      expect(view.isEnabled('listed', true)).to.equal(true);
      expect(view.evaluate('listed').errorMessage).to.equal('the context function failed');
    });
  }
});
