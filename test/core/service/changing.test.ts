import { defineFlags, FeatureFlags, type FlagChange, isHalyardError, MemoryBackend } from '@halyard/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { channel } from 'node:diagnostics_channel';

describe('changing flags', () => {
  const open = (): Promise<FeatureFlags> =>
    FeatureFlags.open(new MemoryBackend({ flag: true, ramp: '25%' }), { logger: false });

  it('shows a write to the next read', async () => {
    const flags = await open();
    await flags.disable('flag');
    expect(flags.isEnabled('flag')).to.equal(false);
    await flags.enable('new');
    expect(flags.isEnabled('new')).to.equal(true);
    await flags.set('new', { default: 'x', rules: [] });
    expect(flags.getValue('new', '')).to.equal('x');
    expect(await flags.delete('new')).to.equal(true);
    expect(flags.definition('new')).to.equal(undefined);
  });

  it('stores a flag that only the program declares as it is declared', async () => {
    const declared = defineFlags({
      down: { default: false, kind: 'kill-switch', owner: 'ana' },
      page_size: { default: 20 },
      plain: { default: true },
    });
    const flags = await FeatureFlags.open(new MemoryBackend(), { flags: declared });
    expect([...flags.declarations.keys()]).to.deep.equal(['down', 'page_size', 'plain']);
    for (const name of flags.declarations.keys()) await flags.disable(name as 'down');
    expect(flags.all().map(({ text }) => text)).to.deep.equal([
      '{"kind":"kill-switch","owner":"ana","enabled":false}',
      '{"default":20,"enabled":false}',
      'off',
    ]);
    expect(await flags.enable('down')).to.equal('everyone');
    await flags.delete('page_size');
    await flags.enable('page_size');
    expect(flags.all().map(({ text }) => text)).to.deep.equal([
      '{"kind":"kill-switch","owner":"ana"}',
      '{"default":20}',
      'off',
    ]);
    expect(flags.getValue('page_size')).to.equal(20);
  });

  it('refuses a declaration that could not be stored', () => {
    expect(() => defineFlags({ page_size: { default: 20, expires: 'soon' } })).to.throw(
      /^defineFlags: flag "page_size": expires: must be /,
    );
    expect(() => defineFlags({ page_size: { default: 20, kind: 'kill' as never } })).to.throw(/kind/);
  });

  it('tells listeners each flag that changed, before and after, once reads see it', async () => {
    const flags = await open();
    const changes: [string, string | undefined, string | undefined, boolean][] = [];
    const stop = flags.onChange(({ name, before, after }) =>
      changes.push([name, before?.text, after?.text, flags.isEnabled(name)]),
    );
    await flags.disable('flag');
    await flags.set('new', true);
    await flags.delete('new');
    await flags.disable('flag');
    stop();
    await flags.enable('flag');
    expect(changes).to.deep.equal([
      ['flag', 'on', 'off', false],
      ['new', undefined, 'on', true],
      ['new', 'on', undefined, false],
    ]);
  });

  it('publishes changes on halyard:change', async () => {
    const flags = await open();
    const changes: FlagChange[] = [];
    const listen = (change: unknown): unknown => changes.push(change as FlagChange);
    channel('halyard:change').subscribe(listen);
    await flags.disable('flag');
    channel('halyard:change').unsubscribe(listen);
    expect(changes.map(({ name, after }) => [name, after?.text])).to.deep.equal([['flag', 'off']]);
  });

  it('publishes answers on halyard:evaluation while somebody listens', async () => {
    const flags = await open();
    const published: unknown[] = [];
    const listen = (message: unknown): unknown => published.push(message);
    channel('halyard:evaluation').subscribe(listen);
    const context = { targetingKey: 'alice' };
    expect(flags.isEnabled('flag', context)).to.equal(true);
    expect(flags.isEnabled('unknown', true, context)).to.equal(true);
    channel('halyard:evaluation').unsubscribe(listen);
    flags.isEnabled('flag');
    expect(published).to.have.length(2);
    expect(published[0]).to.deep.equal({
      evaluation: { flag: 'flag', value: true, on: true, variant: 'on', reason: 'STATIC' },
      context,
      service: flags,
    });
  });

  it('refuses a misspelt write option and a name that can not be', async () => {
    const flags = await open();
    const error = await flags
      .set('flag', false, { acter: 'ana' } as never)
      .catch((reason: unknown) => reason);
    expect((error as Error).message).to.equal('set: unknown option "acter", did you mean actor?');
    const unnamed = await flags.set(undefined as never, true).catch((reason: unknown) => reason);
    expect(isHalyardError(unnamed, 'INVALID_NAME')).to.equal(true);
    expect(flags.isEnabled('flag')).to.equal(true);
  });

  describe('for this process only', () => {
    it('an override beats the backend until it is cleared', async () => {
      const flags = await open();
      flags.override('flag', false);
      flags.override('unknown', { value: 42 });
      expect(flags.isEnabled('flag')).to.equal(false);
      expect(flags.evaluate('flag').reason).to.equal('OVERRIDE');
      expect(flags.getValue('unknown', 0)).to.equal(42);
      await flags.set('other', true);
      expect(flags.isEnabled('flag')).to.equal(false);
      flags.clearOverride('flag');
      expect(flags.isEnabled('flag')).to.equal(true);
      flags.clearOverride();
      expect(flags.evaluate('unknown').errorCode).to.equal('FLAG_NOT_FOUND');
    });

    it('an override may name a variant', async () => {
      const flags = await FeatureFlags.open(
        new MemoryBackend({ layout: { variants: { plain: 1, rich: { cols: 3 } }, default: 'plain' } }),
      );
      flags.override('layout', 'rich');
      expect(flags.evaluate('layout')).to.deep.include({
        value: { cols: 3 },
        variant: 'rich',
        reason: 'OVERRIDE',
      });
    });
  });
});
