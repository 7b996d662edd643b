import { type Counts, defineFlags, FeatureFlags, MemoryBackend } from '@halyard/core';
import { StoreBackend } from '@halyard/core/store';
import { TestClock } from '@halyard/core/testing';
import { expect } from 'chai';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { RoomStore } from '../../support/room-store.js';

const DEFINITIONS = {
  plain: 'on',
  off: 'off',
  staff: { rules: [{ when: { plan: 'staff' } }] },
  layout: {
    variants: { control: 1, rich: 2 },
    default: 'control',
    rules: [{ when: { plan: 'pro' }, serve: 'rich' }],
  },
} as const;

/** What was counted, a line for each result: `plain on STATIC 3`. */
function lines({ evaluations }: Counts): string[] {
  return evaluations
    .map(({ flag = '-', variant = '-', reason, errorCode, count }) =>
      [flag, variant, errorCode ?? reason, count].join(' '),
    )
    .toSorted();
}

describe('counts', () => {
  let flags: FeatureFlags;
  let clock: TestClock;

  beforeEach(async () => {
    clock = new TestClock('2026-12-01T00:00:00Z');
    flags = await FeatureFlags.open(new MemoryBackend(DEFINITIONS), { clock: clock.now, logger: false });
  });

  afterEach(() => flags.close());

  /** Every read there is, each of a flag with the same answer. */
  const READS: Readonly<Record<string, (name: string) => void>> = {
    isEnabled: (name) => flags.isEnabled(name),
    'isEnabled with a context': (name) => flags.isEnabled(name, { targetingKey: 'ana' }),
    'isEnabled with a fallback': (name) => flags.isEnabled(name, true),
    'isEnabled with both': (name) => flags.isEnabled(name, false, {}),
    getValue: (name) => flags.getValue(name, false),
    getDetails: (name) => flags.getDetails(name, false),
    evaluate: (name) => flags.evaluate(name),
    'isEnabled of a view': (name) => flags.at({}).isEnabled(name),
    'evaluate of a view': (name) => flags.at({}).evaluate(name),
    'getValue of a view': (name) => flags.at({}).getValue(name, false),
    'decide of a view': (name) => flags.at({}).decide(name),
  };
  for (const [read, ask] of Object.entries(READS)) {
    it(`has each ${read}, once`, () => {
      ask('plain');
      ask('plain');
      ask('off');
      ask('staff');
      expect(lines(flags.counts())).to.deep.equal([
        'off off DISABLED 1',
        'plain on STATIC 2',
        'staff off DEFAULT 1',
      ]);
    });
  }

  it('has the same where evaluations are published', () => {
    const listen = (): void => {};
    subscribe('halyard:evaluation', listen);
    for (const ask of Object.values(READS)) ask('plain');
    unsubscribe('halyard:evaluation', listen);
    expect(lines(flags.counts())).to.deep.equal([`plain on STATIC ${Object.keys(READS).length}`]);
  });

  it('has each result of a flag', () => {
    for (const plan of ['pro', 'free', 'pro']) flags.getValue('layout', 0, { plan });
    flags.getValue('layout', 'text');
    flags.isEnabled('layout', 'not a context' as never);
    expect(lines(flags.counts())).to.deep.equal([
      'layout - INVALID_CONTEXT 1',
      'layout - TYPE_MISMATCH 1',
      'layout control DEFAULT 1',
      'layout rich TARGETING_MATCH 2',
    ]);
  });

  it('has flags that do not exist together, whatever they are called', () => {
    for (let i = 0; i < 2000; i++) flags.isEnabled(`unknown_${i}`);
    flags.isEnabled('unknown_1');
    flags.getValue('another', 1);
    flags.isEnabled('third', 'not a context' as never);
    expect(lines(flags.counts())).to.deep.equal(['- - FLAG_NOT_FOUND 2003']);
  });

  it('has a flag under its stored name, whatever the spelling', async () => {
    await flags.set('new_checkout', 'on');
    flags.isEnabled('newCheckout');
    flags.isEnabled('newCheckout');
    flags.evaluate('new-checkout');
    expect(lines(flags.counts())).to.deep.equal(['new_checkout on STATIC 3']);
  });

  it('has declared flags that are not stored, and invalid ones, by name', async () => {
    await flags.close();
    const declared = defineFlags({ page_size: { default: 20 } });
    const store = new RoomStore([['broken', '{"rulez":[]}']]);
    flags = (await FeatureFlags.open(new StoreBackend(store), {
      flags: declared,
      logger: false,
    })) as unknown as FeatureFlags;
    for (let i = 0; i < 2; i++) {
      flags.isEnabled('page_size');
      flags.isEnabled('broken');
    }
    flags.getValue('page_size', 10);
    flags.evaluate('Broken');
    expect(lines(flags.counts())).to.deep.equal(['broken - PARSE_ERROR 3', 'page_size - DEFAULT 3']);
  });

  it('goes on when a flag changes, is overridden, or is deleted', async () => {
    flags.isEnabled('plain');
    await flags.set('plain', 'off');
    flags.isEnabled('plain');
    await flags.set('plain', { default: true });
    flags.isEnabled('plain');
    flags.override('plain', false);
    flags.isEnabled('plain');
    flags.clearOverride();
    await flags.delete('plain');
    expect(lines(flags.counts())).to.deep.equal([
      'plain off DISABLED 1',
      'plain off OVERRIDE 1',
      'plain on STATIC 2',
    ]);
  });

  it('does not have explanations, nor the flags that a flag requires', async () => {
    await flags.set('above', { requires: ['plain'] });
    flags.explain('plain');
    flags.isEnabled('above');
    expect(lines(flags.counts())).to.deep.equal(['above on DEFAULT 1']);
  });

  it('has more than one slot of memory', async () => {
    await flags.setMany(Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`many_${i}`, 'on'])));
    for (let round = 0; round < 3; round++) for (let i = 0; i < 300; i++) flags.isEnabled(`many_${i}`);
    const { evaluations } = flags.counts();
    expect(evaluations).to.have.length(300);
    expect(new Set(evaluations.map(({ count }) => count))).to.deep.equal(new Set([3]));
  });

  it('has when a count was first seen as it is: a use since the reading before', () => {
    const since = clock.now();
    const used = (name: string): unknown =>
      flags.counts().evaluations.find(({ flag }) => flag === name)?.lastUsed;
    flags.isEnabled('plain');
    clock.advance(1000);
    expect(used('plain')).to.equal(since + 1000);
    clock.advance(1000);
    flags.isEnabled('off');
    expect([used('plain'), used('off')]).to.deep.equal([since + 1000, since + 2000]);
    clock.advance(1000);
    flags.isEnabled('plain');
    expect([used('plain'), used('off')]).to.deep.equal([since + 3000, since + 2000]);
    expect(flags.counts().since).to.equal(since);
  });

  it('has the writes that another writer was faster than, and no others', async () => {
    const stale = flags.definition('plain')!.version;
    await flags.set('plain', 'off');
    expect(flags.counts().conflicts).to.equal(0);
    const outcomes = await Promise.allSettled([
      flags.set('plain', 'on', { ifVersion: stale }),
      flags.enable('plain', { ifVersion: stale }),
      flags.disable('plain', { ifVersion: stale }),
      flags.delete('plain', { ifVersion: stale }),
      flags.set('plain', '{"rulez":[]}'),
    ]);
    const codes = outcomes.map((each) => (each as PromiseRejectedResult).reason.code);
    expect(codes.join(' ')).to.equal('CONFLICT CONFLICT CONFLICT CONFLICT INVALID_DEFINITION');
    expect(flags.counts().conflicts).to.equal(4);
  });
});
