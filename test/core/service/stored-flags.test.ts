import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { StoreBackend } from '@halyard/core/store';
import { expect } from 'chai';

describe('Stored flags', () => {
  it('are found by every spelling', async () => {
    const flags = await FeatureFlags.open(new MemoryBackend({ new_checkout: '25%' }));
    expect([flags.has('new_checkout'), flags.has('newCheckout'), flags.has('other')]).to.deep.equal([
      true,
      true,
      false,
    ]);
    expect(flags.definition('newCheckout')).to.include({ name: 'new_checkout', text: '25%' });
    expect(flags.definition('other')).to.equal(undefined);
  });

  it('are listed in order, a page at a time', async () => {
    const names = ['b', 'a', 'C', 'd', 'ä'];
    const seed = Object.fromEntries(
      [...names, '$segment.s'].map((name) => [name, name === '$segment.s' ? '{}' : 'on']),
    );
    const flags = await FeatureFlags.open(new MemoryBackend(seed));
    const page = (options?: object) => flags.all(options).map(({ name }) => name);
    expect(page()).to.deep.equal(['C', 'a', 'b', 'd', 'ä']);
    expect(page({ limit: 2 })).to.deep.equal(['C', 'a']);
    expect(page({ limit: 2, after: 'a' })).to.deep.equal(['b', 'd']);
    expect(page({ after: 'ä' })).to.deep.equal([]);
    expect(page({ limit: 0 })).to.deep.equal([]);
    expect(() => page({ limit: -1 })).to.throw('option "limit" must be a whole number from 0');
    expect(() => page({ offset: 1 })).to.throw('unknown option "offset"');
  });

  it('have a history, whose query is checked', async () => {
    const flags = await FeatureFlags.open(new MemoryBackend({ a: 'on', b: 'on' }));
    await flags.setMany({ a: 'off', b: 'off' });
    expect((await flags.history({ name: 'a' }))!.map(({ name }) => name)).to.deep.equal(['a']);
    const refused = async (query: unknown): Promise<string> =>
      flags.history(query as never).then(String, String);
    expect(await refused('a')).to.contain('history: options must be an object, received "a"');
    expect(await refused({ flag: 'a' })).to.contain('history: unknown option "flag"');
  });

  it('are in one snapshot with what is invalid and what is not in force', async () => {
    const seed = { flag: 'on', '$segment.s': '{"plan": "pro"}', wrong: '{', $other: 'text' };
    const flags = await FeatureFlags.open(new StoreBackend({ name: 'table', load: async () => seed }), {
      logger: false,
    });
    const { snapshot } = flags;
    expect([...snapshot.flags.keys()]).to.have.members(['flag', '$segment.s']);
    expect([...snapshot.invalid.keys()]).to.deep.equal(['wrong']);
    expect([...snapshot.unused]).to.deep.equal([
      ['wrong', '{'],
      ['$other', 'text'],
    ]);
    seed.flag = 'off';
    await flags.refresh();
    expect(snapshot.get('flag')).to.include({ text: 'on' });
    expect(flags.snapshot.get('flag')).to.include({ text: 'off' });
    await flags.close();
  });

  it('have the times that the store keeps', async () => {
    const started = Date.now();
    const memory = await FeatureFlags.open(new MemoryBackend({ flag: 'on' }));
    const { createdAt, updatedAt } = memory.definition('flag')!;
    expect(createdAt).to.be.at.least(started);
    expect(updatedAt).to.equal(createdAt);
    await memory.set('flag', 'off');
    expect(memory.definition('flag')!.createdAt).to.equal(createdAt);
    expect(memory.definition('flag')!.updatedAt).to.be.at.least(createdAt!);

    const load = async () => ({ a: { text: 'on', createdAt: 1, updatedAt: 2 }, b: 'on', c: { text: 'off' } });
    const stored = await FeatureFlags.open(new StoreBackend({ name: 'table', load }));
    expect(stored.definition('a')).to.include({ text: 'on', createdAt: 1, updatedAt: 2 });
    expect(stored.definition('b')).not.to.have.any.keys('createdAt', 'updatedAt');
    expect(stored.isEnabled('c')).to.equal(false);
    await stored.close();
  });

  it('change when their times do', async () => {
    let updatedAt = 1;
    const backend = new StoreBackend({ name: 'table', load: async () => ({ a: { text: 'on', updatedAt } }) });
    const flags = await FeatureFlags.open(backend);
    const before = flags.definition('a');
    await flags.refresh();
    expect(flags.definition('a')).to.equal(before);
    updatedAt = 2;
    await flags.refresh();
    expect(flags.definition('a')).to.include({ updatedAt: 2, version: before!.version });
    await flags.close();
  });
});
