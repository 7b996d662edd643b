import { FeatureFlags, type FlagDefinition, type FlagSource, MemoryBackend } from '@halyard/core';
import { Gate } from '@halyard/core/adapter';
import { expect } from 'chai';
import fc from 'fast-check';
import { definition } from '../flag/arbitrary.js';

const openWith = (flag: FlagSource, others: Readonly<Record<string, FlagSource>> = {}) =>
  FeatureFlags.open(new MemoryBackend({ ...others, flag }), { logger: false });
const contexts = [{}, { targetingKey: 'alice' }, { targetingKey: 'bob', plan: 'pro', age: 30, beta: true }];

describe('A flag that is disabled', () => {
  it('closes every plain gate for every context, and answers as before once it is enabled', async () => {
    await fc.assert(
      fc.asyncProperty(definition, async (source) => {
        const { enabled: _, ...original } = source;
        const flags = await openWith(original);
        const answers = () => contexts.map((context) => flags.evaluate('flag', context));
        const before = answers();
        await flags.disable('flag');
        for (const context of contexts) {
          expect(flags.isEnabled('flag', context)).to.equal(false);
          expect(flags.isEnabled('flag', true, context)).to.equal(false);
          expect(flags.enabledFlags(context)).to.deep.equal([]);
          expect(new Gate('flagGate', 'flag').decide(flags.at(context))).to.equal(false);
          expect(new Gate('flagGate', 'flag', { enabled: false }).decide(flags.at(context))).to.equal(true);
          const { on, value, reason } = flags.evaluate('flag', context);
          expect({ on, reason }).to.deep.equal({ on: false, reason: 'DISABLED' });
          expect(value).not.to.equal(true);
        }
        await flags.enable('flag');
        const isRandom = JSON.stringify(original).includes('"sticky":false');
        if (!isRandom) expect(answers()).to.deep.equal(before);
      }),
      { numRuns: 300 },
    );
  }).timeout(20_000);

  const served: readonly (readonly [title: string, definition: FlagDefinition, answer: object])[] = [
    ['its default', { default: 10 }, { value: 10 }],
    ['false where the default is true', { default: true, rules: [] }, { value: false, variant: 'off' }],
    ['false without a default', {}, { value: false, variant: 'off' }],
    ['null as null', { default: null }, { value: null }],
    ['the default variant', { variants: { a: 1, b: 0 }, default: 'a' }, { value: 1, variant: 'a' }],
    [
      'the first variant that is false where the default variant is true',
      { variants: { z: false, on: true, b: false, a: 1 }, default: 'on' },
      { value: false, variant: 'b' },
    ],
    [
      'false without a name where no variant is false',
      { variants: { on: true }, default: 'on' },
      { value: false },
    ],
  ];
  for (const [title, source, answer] of served) {
    it(`serves ${title}`, async () => {
      for (const flags of [
        await openWith({ ...source, enabled: false }),
        await openWith({ ...source, requires: ['missing'] }),
      ]) {
        expect(flags.evaluate('flag')).to.deep.equal({
          flag: 'flag',
          on: false,
          reason: 'DISABLED',
          ...answer,
        });
      }
    });
  }

  it('leaves the route of its default variant open, unless that is true', async () => {
    const flags = await openWith({ enabled: false, variants: { rich: 1, plain: 0 }, default: 'rich' });
    const decide = (variant: string) => new Gate('flagGate', 'flag', { variant }).decide(flags.at({}));
    expect([decide('rich'), decide('plain')]).to.deep.equal([true, false]);
    await flags.set('flag', { enabled: false, variants: { on: true, off: false }, default: 'on' });
    expect([decide('on'), decide('off')]).to.deep.equal([false, true]);
  });

  it('serves no variant to those that require one', async () => {
    const off: FlagDefinition = { enabled: false, variants: { a: 1, b: 0 }, default: 'a' };
    const requiring = async (required: NonNullable<FlagDefinition['requires']>[number]) =>
      (await openWith({ requires: [required] }, { p: off })).isEnabled('flag');
    expect(await requiring('p')).to.equal(false);
    expect(await requiring({ flag: 'p', variant: 'a' })).to.equal(false);
    expect(await requiring({ flag: 'p', variant: ['a', 'b'] })).to.equal(false);
    expect(await requiring({ flag: 'p', enabled: false })).to.equal(true);
    expect(await requiring({ flag: 'missing', enabled: false })).to.equal(false);
  });
});

describe('A flag without rules', () => {
  it('is on, or what its default says', async () => {
    const answer = async (source: FlagSource) => (await openWith(source)).evaluate('flag');
    expect(await answer({})).to.include({ value: true, on: true, reason: 'STATIC' });
    expect(await answer({ default: false })).to.include({ value: false, on: false, reason: 'STATIC' });
    expect(await answer({ default: 10 })).to.include({ value: 10, on: true });
    expect(await answer({ default: null })).to.include({ value: null, on: false });
    expect(await answer({ rules: [] })).to.include({ value: false, on: false });
    expect((await openWith({ default: 10 })).getValue('flag', 20)).to.equal(10);
  });
});

describe('What enabling reports', () => {
  const reaches: readonly (readonly [source: FlagSource, reach: string])[] = [
    ['off', 'everyone'],
    [{ enabled: false, default: false }, 'none'],
    [{ enabled: false, rules: [] }, 'none'],
    [{ enabled: false, rules: [{ users: [] }] }, 'none'],
    [{ enabled: false, rules: [{ users: ['alice'] }] }, 'some'],
    [{ enabled: false, default: true, rules: [{ users: ['alice'], serve: false }] }, 'some'],
    [{ enabled: false, rules: [{ users: ['alice'], serve: false }] }, 'none'],
    [{ enabled: false, default: true, requires: ['missing'] }, 'everyone'],
    [{ enabled: false, variants: { a: 0, b: 1 }, default: 'a', rules: [{ split: { a: 1, b: 1 } }] }, 'some'],
  ];
  for (const [source, reach] of reaches) {
    it(`is ${reach} for ${JSON.stringify(source)}`, async () => {
      const flags = await openWith(source);
      expect(flags.definition('flag')!.reach).to.equal(reach);
      expect(await flags.enable('flag')).to.equal(reach);
      expect(flags.definition('flag')!.reach).to.equal(reach);
    });
  }
});
