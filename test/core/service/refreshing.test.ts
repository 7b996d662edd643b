import { CompositeBackend, EnvBackend, FeatureFlags, isHalyardError, MemoryBackend } from '@halyard/core';
import { StoreBackend } from '@halyard/core/store';
import { expect } from 'chai';
import { RoomStore } from '../../support/room-store.js';

/** A store that pushes nothing, so that only a read shows what changed. */
const silent = (room: RoomStore) =>
  new StoreBackend({ name: 'room', load: () => room.load() }, { pollMs: 60_000 });

describe('refresh', () => {
  it('resolves once what was stored before is read', async () => {
    const room = new RoomStore([['flag', 'off']]);
    const flags = await FeatureFlags.open(new CompositeBackend([silent(room), new EnvBackend({ env: {} })]));
    room.change('flag', 'on');
    expect(flags.isEnabled('flag')).to.equal(false);
    await flags.refresh();
    expect(flags.isEnabled('flag')).to.equal(true);
    await flags.close();
  });

  it('rejects when the store can not be read, and keeps the flags', async () => {
    const room = new RoomStore([['flag', 'on']]);
    const flags = await FeatureFlags.open(silent(room), { logger: false });
    room.shut = new Error('the door is shut');
    const error: unknown = await flags.refresh().catch((reason: unknown) => reason);
    expect(isHalyardError(error, 'STORE_FAILED'), String(error)).to.equal(true);
    expect((error as Error).message).to.equal('room could not be read: the door is shut');
    expect(flags.isEnabled('flag')).to.equal(true);
    await flags.close();
  });

  it('has nothing to do for flags that are only in this process', async () => {
    await (await FeatureFlags.open(new MemoryBackend())).refresh();
  });
});

describe('A lazy service', () => {
  it('touches nothing until it is used, then opens in the background', async () => {
    const room = new RoomStore([['flag', 'on']]);
    let loads = 0;
    const backend = new StoreBackend(
      { name: 'room', load: async () => (loads++, room.load()) },
      { pollMs: 60_000 },
    );
    const flags = FeatureFlags.lazy(backend);
    expect(loads).to.equal(0);
    expect(flags.isEnabled('flag', true)).to.equal(true);
    expect(flags.evaluate('flag').errorCode).to.equal('PROVIDER_NOT_READY');
    await flags.ready();
    expect([flags.isEnabled('flag'), loads]).to.deep.equal([true, 1]);
    await flags.close();
  });

  it('opens for a request, and once', async () => {
    const room = new RoomStore([['flag', 'on']]);
    const flags = FeatureFlags.lazy(silent(room));
    const changed = new Promise<void>((resolve) => void flags.onChange(() => resolve()));
    expect(flags.at({}).isEnabled('flag')).to.equal(false);
    await changed;
    expect(flags.at({}).isEnabled('flag')).to.equal(true);
    await flags.close();
  });

  it('is not opened by being closed, and names a wrong option at once', async () => {
    const backend = new EnvBackend({ env: { FEATURE_A: 'on' } });
    const flags = FeatureFlags.lazy(backend);
    await flags.close();
    expect(flags.isEnabled('a')).to.equal(false);
    expect(() => FeatureFlags.lazy(backend, { requird: true } as never)).to.throw('did you mean required?');
  });

  it('rejects ready() where the flags are required and the store is away', async () => {
    const room = new RoomStore();
    room.shut = new Error('the door is shut');
    const flags = FeatureFlags.lazy(silent(room), { required: true, startTimeoutMs: 1 });
    flags.isEnabled('flag');
    const error: unknown = await flags.ready().catch((reason: unknown) => reason);
    expect(isHalyardError(error, 'NOT_READY'), String(error)).to.equal(true);
  });
});
