import { HalyardError } from '@halyard/core';
import { TestClock, testFlags } from '@halyard/core/testing';
import { expect } from 'chai';

describe('testFlags', () => {
  it('has its flags at once', () => {
    const flags = testFlags({ new_checkout: true, beta: 'users:ana', page_size: { default: 50 } });
    expect(flags.isEnabled('new_checkout')).to.equal(true);
    expect(flags.isEnabled('beta', { targetingKey: 'ana' })).to.equal(true);
    expect(flags.getValue('page_size', 20)).to.equal(50);
    expect(flags.isEnabled('other')).to.equal(false);
    expect(flags.status().state).to.equal('live');
  });

  it('can be written to', async () => {
    const flags = testFlags({ new_checkout: true });
    await flags.set('new_checkout', false);
    expect(flags.isEnabled('new_checkout')).to.equal(false);
    expect(await flags.history()).to.have.length(1);
  });

  it('takes the options of a service', () => {
    const flags = testFlags({ a: undefined }, { default: true });
    expect(flags.isEnabled('a')).to.equal(true);
    expect(() => testFlags({}, { defautl: true } as object)).to.throw(
      HalyardError,
      /unknown option "defautl"/,
    );
  });

  it('rejects a flag that is not valid', () => {
    expect(() => testFlags({ a: 'sometimes' }))
      .to.throw(HalyardError, /"a"/)
      .with.property('code', 'INVALID_DEFINITION');
  });

  it('keeps no process alive', async () => {
    const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    await turn();
    const before = process.getActiveResourcesInfo();
    testFlags({ a: true });
    await turn();
    expect(process.getActiveResourcesInfo()).to.deep.equal(before);
  });
});

describe('A TestClock', () => {
  it('stands still until it is set or advanced', () => {
    const clock = new TestClock('2026-12-01T08:00:00Z');
    const flags = testFlags(
      { sale: { rules: [{ schedule: { from: '2026-12-01T09:00:00Z' } }] } },
      { clock: clock.now },
    );
    expect(flags.isEnabled('sale')).to.equal(false);
    clock.advance(60 * 60_000);
    expect(flags.isEnabled('sale')).to.equal(true);
    clock.set(new Date('2026-12-01T08:59:59Z'));
    expect(flags.isEnabled('sale')).to.equal(false);
    expect(clock.now()).to.equal(Date.parse('2026-12-01T08:59:59Z'));
  });

  it('rejects what is not a time', () => {
    expect(() => new TestClock('tomorrow')).to.throw(HalyardError, 'TestClock: "tomorrow" is not a time');
    const clock = new TestClock(0);
    expect(() => clock.advance(Number.NaN)).to.throw(HalyardError, 'is not a time');
    expect(clock.now()).to.equal(0);
  });
});
