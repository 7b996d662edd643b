import { FeatureFlags, type FlagChange, isHalyardError, MemoryBackend, type Override } from '@halyard/core';
import { expect } from 'chai';

const SEED = {
  plain: true,
  layout: { variants: { plain: 1, rich: { cols: 3 } }, default: 'plain' },
  split: { rules: [{ split: { a: 1, b: 1 } }] },
  disabled: { enabled: false },
  needs: { requires: ['disabled'] },
} as const;

describe('An override', () => {
  const open = () => FeatureFlags.open(new MemoryBackend(SEED), { logger: false });

  it('is on, off, a variant by name, or a value', async () => {
    const flags = await open();
    flags.override('plain', false);
    expect(flags.evaluate('plain')).to.include({
      value: false,
      on: false,
      variant: 'off',
      reason: 'OVERRIDE',
    });
    flags.override('layout', 'rich');
    expect(flags.evaluate('layout')).to.deep.include({ value: { cols: 3 }, variant: 'rich' });
    flags.override('split', 'b');
    expect(flags.evaluate('split')).to.include({ value: 'b', variant: 'b' });
    flags.override('size', { value: 50 });
    expect(flags.evaluate('size')).to.include({ value: 50, on: true }).and.not.have.property('variant');
  });

  it('that is on or off serves no variant of a flag that has variants', async () => {
    const flags = await open();
    flags.override('layout', true);
    expect(flags.evaluate('layout')).to.include({ value: true, on: true }).and.not.have.property('variant');
    flags.override('layout', false);
    expect(flags.evaluate('layout')).to.include({ value: false, on: false }).and.not.have.property('variant');
  });

  it('comes before whether the flag is enabled and what it requires, and counts for those that require it', async () => {
    const flags = await open();
    expect(flags.isEnabled('needs')).to.equal(false);
    flags.override('disabled', true);
    expect([flags.isEnabled('disabled'), flags.isEnabled('needs')]).to.deep.equal([true, true]);
  });

  it('holds for every spelling of the name', async () => {
    const flags = await FeatureFlags.open(new MemoryBackend({ new_checkout: true }));
    flags.override('newCheckout', false);
    expect([flags.isEnabled('new_checkout'), flags.isEnabled('new-checkout')]).to.deep.equal([false, false]);
    flags.clearOverride('new.checkout');
    expect(flags.isEnabled('newCheckout')).to.equal(true);
  });

  const wrong: readonly (readonly [name: string, override: unknown, message: string])[] = [
    ['plain', 'off', '"off" is not a variant of the flag; give true, false or { value: "off" }'],
    [
      'layout',
      'ritch',
      '"ritch" is not a variant of the flag; give true, false, "plain", "rich" or { value: "ritch" }',
    ],
    ['unknown', 'on', '"on" is not a variant of the flag; give true, false or { value: "on" }'],
    ['plain', 5, 'must be true, false, the name of a variant or { value: … }, received 5'],
    ['plain', null, 'must be true, false, the name of a variant or { value: … }, received null'],
    ['plain', {}, 'must be true, false, the name of a variant or { value: … }, received an object'],
    [
      'plain',
      { value: 1, variant: 'a' },
      'must be true, false, the name of a variant or { value: … }, received an object',
    ],
    ['plain', { value: () => 1 }, 'the value must be JSON, received a function'],
  ];
  for (const [name, override, message] of wrong) {
    it(`of ${name} is not ${JSON.stringify(override)}`, async () => {
      const flags = await open();
      const before = flags.evaluate(name);
      expect(() => flags.override(name, override as Override))
        .to.throw(`override("${name}"): ${message}`)
        .and.satisfy((error: unknown) => isHalyardError(error, 'INVALID_OPTION'));
      expect(flags.evaluate(name)).to.deep.equal(before);
    });
  }

  it('is shown in the status, with who set it and why, until it is cleared', async () => {
    const flags = await open();
    expect(flags.status()).not.to.have.property('overrides');
    const since = Date.now();
    flags.override('plain', false, { actor: 'ana', reason: 'debugging' });
    const [override] = flags.status().overrides!;
    expect(override).to.include({ name: 'plain', override: false, actor: 'ana', reason: 'debugging' });
    expect(override!.since).to.be.at.least(since);
    flags.clearOverride();
    expect(flags.status()).not.to.have.property('overrides');
    expect(() => flags.override('plain', true, { acter: 'ana' } as never)).to.throw('did you mean actor?');
  });

  it('is published as a change, and so is its end', async () => {
    const flags = await open();
    const changes: FlagChange[] = [];
    flags.onChange((change) => changes.push(change));
    flags.override('plain', false);
    flags.clearOverride('plain');
    expect(
      changes.map(({ name, before, after }) => [name, before?.constant?.on, after?.constant?.on]),
    ).to.deep.equal([
      ['plain', true, false],
      ['plain', false, true],
    ]);
  });

  it('is published once, whatever else is overridden', async () => {
    const flags = await open();
    flags.override('plain', false);
    const changed: string[] = [];
    flags.onChange(({ name }) => changed.push(name));
    flags.override('layout', 'rich');
    flags.clearOverride('layout');
    expect(changed).to.deep.equal(['layout', 'layout']);
  });

  it('stays over changes, and has no effect while its variant is gone, which the status says', async () => {
    const flags = await open();
    flags.override('layout', 'rich');
    await flags.set('other', true);
    expect(flags.evaluate('layout').variant).to.equal('rich');
    await flags.set('layout', { variants: { bare: 0 }, default: 'bare' });
    expect(flags.evaluate('layout')).to.include({ variant: 'bare', reason: 'STATIC' });
    expect(flags.status().overrides![0]!.problem).to.include('"rich" is not a variant of the flag');
    await flags.set('layout', SEED.layout);
    expect(flags.evaluate('layout')).to.include({ variant: 'rich', reason: 'OVERRIDE' });
  });
});
