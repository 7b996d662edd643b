import { EnvBackend, FeatureFlags, MemoryBackend, mirrored } from '@halyard/core';
import { StoreBackend } from '@halyard/core/store';
import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { RoomStore } from '../../support/room-store.js';
import { until } from '../../support/until.js';

describe('mirrored(primary, copies)', () => {
  let flags: FeatureFlags;
  afterEach(() => flags.close());

  it('copies what is written, and what is deleted', async () => {
    const [one, two] = [new MemoryBackend(), new MemoryBackend({ flag: '50%' })];
    flags = await FeatureFlags.open(mirrored(new MemoryBackend({ flag: true }), [one, two]));
    await flags.disable('flag', { actor: 'ana' });
    expect([one, two].map((copy) => copy.snapshot.get('flag')?.text)).to.deep.equal(['off', 'off']);
    expect((await one.history())[0]?.actor).to.equal('ana');
    await flags.delete('flag');
    expect([one, two].map((copy) => copy.snapshot.get('flag'))).to.deep.equal([undefined, undefined]);
  });

  it('fails when the primary fails, and copies nothing', async () => {
    const room = new RoomStore();
    const copy = new MemoryBackend();
    flags = await FeatureFlags.open(mirrored(new StoreBackend(room), [copy]), { logger: false });
    room.shut = new Error('the door is shut');
    const error = await flags.enable('flag').catch((reason: Error) => reason);
    expect((error as Error).message).to.contain('the door is shut');
    expect(copy.snapshot.flags.size).to.equal(0);
  });

  it('reports a copy that failed and repeats it, with what the primary holds by then', async () => {
    const room = new RoomStore();
    flags = await FeatureFlags.open(mirrored(new MemoryBackend(), [new StoreBackend(room)]), {
      logger: false,
    });
    room.shut = new Error('the door is shut');
    await flags.set('flag', '10%');
    await flags.set('flag', '20%');
    expect(flags.isEnabled('flag', { targetingKey: 'x' })).to.be.a('boolean');
    expect(flags.status().copies?.[0]).to.deep.include({ state: 'stale' });
    expect(flags.status().copies?.[0]?.reason)
      .to.contain('1 not copied yet (flag):')
      .and.contain('the door is shut');
    room.shut = undefined;
    await until('it is copied', () => room.texts.get('flag') === '20%');
    await until('it says so', () => flags.status().copies?.[0]?.state === 'live');
  });

  it('names in the status what was not copied when it was closed', async () => {
    const room = new RoomStore();
    flags = await FeatureFlags.open(mirrored(new MemoryBackend(), [new StoreBackend(room)]), {
      logger: false,
    });
    room.shut = new Error('the door is shut');
    await flags.enable('flag');
    expect(flags.status().copies?.[0]).to.not.have.property('problem');
    await flags.close();
    expect(flags.status().copies?.[0]?.problem).to.equal('closed before these flags were copied: flag');
  });

  it('prints its stack and refuses a read-only copy', async () => {
    flags = await FeatureFlags.open(mirrored(new MemoryBackend(), [new MemoryBackend()]));
    expect(flags.describe()).to.equal('mirrored(memory, [memory])');
    expect(() => mirrored(new MemoryBackend(), [new EnvBackend()])).to.throw('backend env is read-only');
  });
});
