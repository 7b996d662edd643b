import { FeatureFlags, isHalyardError, MemoryBackend } from '@halyard/core';
import { Gate } from '@halyard/core/adapter';
import { expect } from 'chai';

describe('the decision of a gate', () => {
  let flags: FeatureFlags;

  beforeEach(async () => {
    flags = await FeatureFlags.open(new MemoryBackend({ plain: true, beta: 'users:ann' }));
  });

  afterEach(() => flags.close());

  it('is there at once for a flag that is the same for everyone, whatever the context function does', () => {
    const view = flags.at(() => new Promise(() => {}));
    expect(new Gate('flagGate', 'plain').decide(view)).to.equal(true);
  });

  it('is there at once when the context is', () => {
    const view = flags.at(() => ({ targetingKey: 'ann' }));
    expect(new Gate('flagGate', 'beta').decide(view)).to.equal(true);
  });

  it('is a promise only while the context is awaited', async () => {
    const gate = new Gate('flagGate', 'beta');
    const view = flags.at(async () => ({ targetingKey: 'ann' }));
    const decision = gate.decide(view);
    expect(decision).to.be.a('promise');
    expect(await decision).to.equal(true);
    expect(gate.decide(view)).to.equal(true);
  });

  it('fails with what the context function fails with, each time', () => {
    const fault = new Error('fault');
    const gate = new Gate('flagGate', 'beta');
    const view = flags.at(() => {
      throw fault;
    });
    expect(() => gate.decide(view)).to.throw(fault);
    expect(() => gate.decide(view)).to.throw(fault);
  });

  it('fails with an error even when the context function fails with none', async () => {
    const view = flags.at(() => Promise.reject('route'));
    const failure: unknown = await Promise.resolve(new Gate('flagGate', 'beta').decide(view)).catch(
      (error) => error,
    );
    expect(isHalyardError(failure, 'INVALID_OPTION')).to.equal(true);
    expect(failure).to.have.property('cause', 'route');
  });

  it('fails with an error for a context that can not be used, whichever way it opens', async () => {
    const contexts = ['ann', { targetingKey: { id: 1 } }, { targetingKey: ['ann'] }];
    const options = [{}, { enabled: false }, { default: true }, { variant: 'on', enabled: false }];
    for (const context of contexts) {
      for (const source of [context, () => context, async () => context]) {
        for (const option of options) {
          const decision = async () => new Gate('flagGate', 'beta', option).decide(flags.at(source as never));
          const error: unknown = await decision().catch((reason: unknown) => reason);
          expect(isHalyardError(error, 'INVALID_CONTEXT'), String(error)).to.equal(true);
          expect(error).to.have.property('status', context === 'ann' ? 500 : 400);
        }
      }
    }
  });

  it('fails with the error of a context that throws when it is read, whichever way it opens', () => {
    const fault = new Error('no');
    const hostile = {
      get targetingKey(): string {
        throw fault;
      },
    };
    for (const option of [{}, { enabled: false }, { default: true }]) {
      expect(() => new Gate('flagGate', 'beta', option).decide(flags.at(hostile))).to.throw(fault);
    }
  });

  it('follows an override of this process', () => {
    flags.override('plain', false);
    expect(new Gate('flagGate', 'plain').decide(flags.at({}))).to.equal(false);
  });
});
