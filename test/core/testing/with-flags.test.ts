import { HalyardError } from '@halyard/core';
import { testFlags, withFlags } from '@halyard/core/testing';
import { expect } from 'chai';

describe('withFlags', () => {
  const flags = testFlags({
    a: false,
    b: false,
    layout: { variants: { list: 1, grid: 2 }, default: 'list' },
  });
  const answers = (): string => ['a', 'b'].filter((name) => flags.isEnabled(name)).join();

  afterEach(() => expect(flags.status().overrides).to.equal(undefined));

  it('has flags answer something else while a function runs, and returns what it returns', () => {
    expect(withFlags(flags, { a: true }, answers)).to.equal('a');
    expect(withFlags(flags, { layout: 'grid' }, () => flags.getValue('layout', 0))).to.equal(2);
    expect(withFlags(flags, { b: { value: 7 } }, () => flags.getValue('b', 0))).to.equal(7);
    expect(withFlags(flags, { unknown: true, a: undefined }, () => flags.isEnabled('unknown'))).to.equal(
      true,
    );
    expect(answers()).to.equal('');
  });

  it('waits for a promise', async () => {
    const seen = await withFlags(flags, { a: true }, async () => {
      await Promise.resolve();
      return answers();
    });
    expect(seen).to.equal('a');
    expect(answers()).to.equal('');
  });

  it('restores when the function throws, or its promise rejects', async () => {
    const fail = (): never => {
      throw new Error('no luck');
    };
    expect(() => withFlags(flags, { a: true }, fail)).to.throw('no luck');
    expect(answers()).to.equal('');
    const rejected = await withFlags(flags, { a: true }, () => Promise.reject(new Error('no luck'))).catch(
      String,
    );
    expect(rejected).to.equal('Error: no luck');
  });

  it('restores an override that was there before', () => {
    flags.override('a', true, { actor: 'ana', reason: 'a drill' });
    withFlags(flags, { a: false }, () => expect(answers()).to.equal(''));
    expect(answers()).to.equal('a');
    expect(flags.status().overrides![0]).to.include({ actor: 'ana', reason: 'a drill' });
    flags.clearOverride();
  });

  it('restores by the stored name, whatever spelling was given', () => {
    const spelled = testFlags({ new_checkout: false });
    withFlags(spelled, { newCheckout: true }, () => expect(spelled.isEnabled('new_checkout')).to.equal(true));
    expect(spelled.status().overrides).to.equal(undefined);
  });

  it('may be inside another', async () => {
    await withFlags(flags, { a: true }, async () => {
      await withFlags(flags, { a: false, b: true }, async () => {
        await Promise.resolve();
        expect(answers()).to.equal('b');
      });
      expect(answers()).to.equal('a');
    });
  });

  it('may be inside one of another service', () => {
    const other = testFlags();
    withFlags(flags, { a: true }, () =>
      withFlags(other, { a: true }, () =>
        withFlags(flags, { b: true }, () => expect(answers()).to.equal('a,b')),
      ),
    );
  });

  it('may follow another in code that the first has started', async () => {
    let later = Promise.resolve('');
    await withFlags(flags, { a: true }, async () => {
      later = new Promise((resolve) => {
        setImmediate(() => resolve(withFlags(flags, { b: true }, answers)));
      });
    });
    expect(await later).to.equal('b');
  });

  it('rejects a second one at the same time', async () => {
    let finish = (): void => {};
    const first = withFlags(flags, { a: true }, () => new Promise<void>((resolve) => (finish = resolve)));
    expect(() => withFlags(flags, { b: true }, answers)).to.throw(
      'another call for this service has not ended',
    );
    expect(answers()).to.equal('a');
    finish();
    await first;
  });

  it('reports one inside it that was not awaited, and ends it', async () => {
    let finish = (): void => {};
    let inner = Promise.resolve();
    const outer = withFlags(flags, { a: true }, async () => {
      inner = withFlags(flags, { b: true }, () => new Promise<void>((resolve) => (finish = resolve)));
    });
    expect(await outer.catch(String)).to.contain('a call inside this one has not ended: await it');
    expect(answers()).to.equal('');
    finish();
    await inner;
    expect(answers()).to.equal('');
  });

  it('changes nothing when an override is impossible', () => {
    const attempt = (): unknown => withFlags(flags, { a: true, layout: 'table' }, answers);
    expect(attempt).to.throw(HalyardError, '"table" is not a variant of the flag');
    expect(answers()).to.equal('');
  });
});
