import { CompositeBackend, FeatureFlags, MemoryBackend, readOnly } from '@halyard/core';
import { StoreBackend } from '@halyard/core/store';
import { expect } from 'chai';
import { RoomStore } from '../../support/room-store.js';

describe('readOnly(backend)', () => {
  it('refuses writes, and sees those of others', async () => {
    const room = new RoomStore([['beta', 'on']]);
    const flags = await FeatureFlags.open(readOnly(new StoreBackend(room)));
    const refused = await flags.set('beta', 'off').catch((error: unknown) => error);
    expect(refused).to.include({ code: 'READ_ONLY' });
    const changed = new Promise((resolve) => flags.onChange(resolve));
    room.change('beta', 'off');
    await changed;
    expect(flags.isEnabled('beta')).to.equal(false);
    await flags.close();
  });

  it('leaves the writes of a composite to the next layer', async () => {
    const [fixed, own] = [new MemoryBackend({ alpha: true }), new MemoryBackend()];
    const flags = await FeatureFlags.open(new CompositeBackend([readOnly(fixed), own]));
    await flags.set('beta', true);
    expect([fixed.snapshot.flags.has('beta'), own.snapshot.flags.has('beta')]).to.deep.equal([false, true]);
    await flags.close();
  });

  it('has the history of the backend, if it keeps one', () => {
    const logged = new StoreBackend({ name: 'room', load: async () => new Map(), history: async () => [] });
    expect(readOnly(logged)).to.have.property('history');
    expect(readOnly(new MemoryBackend())).not.to.have.property('set');
    expect(readOnly(new MemoryBackend()).describe!()).to.equal('readOnly(memory)');
  });
});
