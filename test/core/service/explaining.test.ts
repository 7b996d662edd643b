import { defineFlags, FeatureFlags, MemoryBackend } from '@halyard/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { channel } from 'node:diagnostics_channel';

describe('explaining an answer', () => {
  const open = (): Promise<FeatureFlags> =>
    FeatureFlags.open(
      new MemoryBackend({
        gated: { requires: ['base'], rules: [{ name: 'pro', when: { plan: 'pro' }, rollout: 100 }] },
        base: true,
      }),
    );

  it('says rule by rule why somebody gets it or not', async () => {
    const flags = await open();
    const { answer, requires, rules, lines } = flags.explain('gated', { targetingKey: 'ana', plan: 'free' });
    expect(answer).to.deep.include({ on: false, reason: 'DEFAULT' });
    expect(requires.map(({ flag, held }) => [flag, held])).to.deep.equal([['base', true]]);
    expect(rules.map(({ name, result }) => [name, result])).to.deep.equal([['pro', 'did not match']]);
    expect(lines[0]).to.contain('gated is off');
    expect(lines.join('\n')).to.contain('plan');
  });

  it('says that there is no such flag', async () => {
    const { answer, errorCode, lines } = (await open()).explain('unknown');
    expect(answer).to.deep.equal({ value: false, on: false, reason: 'ERROR' });
    expect(errorCode).to.equal('FLAG_NOT_FOUND');
    expect(lines).to.deep.equal(['unknown is off: no backend has a flag "unknown" (ERROR)']);
  });

  it('says that the program declares the answer', async () => {
    const flags = await FeatureFlags.open(new MemoryBackend(), {
      flags: defineFlags({ promo: { default: true } }),
    });
    expect(flags.explain('promo').lines).to.deep.equal([
      'promo is on: no backend has it; the program declares this default (DEFAULT)',
    ]);
  });

  it('is not an evaluation for those that count them', async () => {
    const flags = await open();
    const published: unknown[] = [];
    const listen = (message: unknown): unknown => published.push(message);
    channel('halyard:evaluation').subscribe(listen);
    for (const name of ['gated', 'base', 'unknown']) flags.explain(name, { plan: 'pro' });
    flags.status();
    flags.all();
    expect(published).to.deep.equal([]);
    flags.evaluate('gated');
    channel('halyard:evaluation').unsubscribe(listen);
    expect(published).to.have.length(1);
  });

  it('says that an override decides', async () => {
    const flags = await open();
    flags.override('base', false);
    expect(flags.explain('base').lines[0]).to.contain('by an override');
    expect(flags.explain('gated').answer.reason).to.equal('DISABLED');
  });
});
