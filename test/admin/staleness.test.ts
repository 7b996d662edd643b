import { Staleness } from '@halyard/admin';
import { FeatureFlags, type HistoryEntry, MemoryBackend } from '@halyard/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';

const DAY = 24 * 3600_000;

describe('staleness', () => {
  const open = async (): Promise<FeatureFlags> =>
    FeatureFlags.open(
      new MemoryBackend({
        expired: { expires: '2026-03-01' },
        kept: { expires: '2026-03-01', permanent: true },
        kind: { expires: '2026-03-01', kind: 'kill-switch' },
        temporary: { expires: '2026-03-01', kind: 'permission', permanent: false },
        future: { expires: '2099-03-01' },
      }),
    );

  it('begins when the day is over by which the flag was to be gone', async () => {
    const flags = await open();
    let now = Date.parse('2026-03-01T23:59:59Z');
    const staleness = new Staleness(flags, { now: () => now });
    const of = (name: string): unknown => staleness.of(flags.definition(name)!);
    expect(of('expired')).to.equal(undefined);
    now += 1000;
    expect(of('expired')).to.deep.equal({ reason: 'expired', since: Date.parse('2026-03-02') });
    expect(of('kept')).to.equal(undefined);
    expect(of('kind')).to.equal(undefined);
    expect(of('temporary')).to.include({ reason: 'expired' });
    expect(of('future')).to.equal(undefined);
    staleness.close();
  });

  it('begins 30 days after a flag was last changed that is on for everyone', async () => {
    const flags = await open();
    const began = Date.now();
    for (const name of ['settled', 'moving', 'partly', 'number']) await flags.set(name, '5%');
    await flags.set('settled', true);
    await flags.set('number', { default: 5, rules: [] });
    let now = began + 29 * DAY;
    const staleness = new Staleness(flags, { now: () => now });
    await staleness.ready();
    const of = (name: string): unknown => staleness.of(flags.definition(name)!);
    expect(of('settled')).to.equal(undefined);
    await flags.set('moving', true);
    now += 2 * DAY;
    expect(of('settled')).to.include({ reason: 'settled' });
    expect(of('moving')).to.equal(undefined);
    expect(of('partly')).to.equal(undefined);
    expect(of('number')).to.equal(undefined);
    await flags.set('settled', { description: 'looked at again' });
    expect(of('settled')).to.equal(undefined);
    staleness.close();
  });

  it('counts from the newest change that the history knows', async () => {
    const backend = new MemoryBackend({ alpha: true, beta: true });
    const entry = (id: string, name: string, daysAgo: number): HistoryEntry => ({
      id,
      at: Date.now() - daysAgo * DAY,
      name,
      before: null,
      after: 'on',
    });
    backend.history = async () => [entry('3', 'alpha', 5), entry('2', 'beta', 40), entry('1', 'alpha', 90)];
    const flags = await FeatureFlags.open(backend);
    const staleness = new Staleness(flags);
    await staleness.ready();
    expect(staleness.of(flags.definition('alpha')!)).to.equal(undefined);
    expect(staleness.of(flags.definition('beta')!)).to.include({ reason: 'settled' });
    staleness.close();
  });

  it('is not guessed where nothing tells when a flag was changed', async () => {
    const backend = new MemoryBackend({ old: true });
    backend.history = () => Promise.reject(new Error('no'));
    const flags = await FeatureFlags.open(backend);
    const staleness = new Staleness(flags, { now: () => Date.now() + 365 * DAY });
    await staleness.ready();
    expect(staleness.of(flags.definition('old')!)).to.equal(undefined);
    staleness.close();
  });
});
