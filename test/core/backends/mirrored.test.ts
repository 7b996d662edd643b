import { EnvBackend, FeatureFlags, MemoryBackend, mirrored, type MirroredOptions } from '@halyard/core';
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

  describe('over a copy that hangs', () => {
    /** A copy whose writes hang until `answer` is called. */
    class HangingCopy extends MemoryBackend {
      writes = 0;
      #answers: (() => void)[] = [];
      hangs = true;

      override async setMany(...args: Parameters<MemoryBackend['setMany']>): Promise<void> {
        this.writes++;
        if (this.hangs) await new Promise<void>((resolve) => this.#answers.push(resolve));
        await super.setMany(...args);
      }

      answer(): void {
        this.hangs = false;
        for (const resolve of this.#answers.splice(0)) resolve();
      }
    }

    const text = (backend: MemoryBackend): string | undefined => backend.snapshot.get('flag')?.text;

    async function open(copy: MemoryBackend, options: MirroredOptions): Promise<void> {
      flags = await FeatureFlags.open(mirrored(new MemoryBackend(), [copy], options), { logger: false });
    }

    it('waits no longer than the deadline, says how far the copy is behind, and repeats it', async () => {
      const copy = new HangingCopy();
      await open(copy, { timeoutMs: 20 });
      const began = Date.now();
      await flags.set('flag', '10%');
      await flags.set('other', '10%');
      const [status] = flags.status().copies!;
      expect(status).to.deep.include({ state: 'stale' });
      expect(status!.reason).to.equal('2 not copied yet (flag, other): no answer within 20 ms');
      expect(status!.behind?.flags).to.equal(2);
      expect(status!.behind?.since).to.be.within(began, Date.now());
      copy.hangs = false;
      await until('it is copied', () => text(copy) === '10%' && copy.snapshot.flags.size === 2);
      await until('it says so', () => flags.status().copies![0]!.state === 'live');
      expect(flags.status().copies![0]).to.not.have.property('behind');
    });

    it('is not waited for with wait: false', async () => {
      const copy = new HangingCopy();
      await open(copy, { wait: false });
      await flags.set('flag', '10%');
      expect(text(copy)).to.equal(undefined);
      expect(flags.status().copies![0]).to.deep.include({ state: 'live' });
      expect(flags.status().copies![0]!.behind?.flags).to.equal(1);
      copy.answer();
      await until('it is copied', () => text(copy) === '10%');
    });

    it('has the last text in the end, though a write that was given up came after it', async () => {
      const copy = new HangingCopy();
      await open(copy, { timeoutMs: 20 });
      await flags.set('flag', '10%');
      copy.hangs = false;
      await flags.set('flag', '20%');
      await until('it is copied', () => text(copy) === '20%');
      copy.answer();
      await until(
        'the late write is there, and was written over',
        () => copy.writes >= 3 && text(copy) === '20%',
      );
    });

    it('does not keep the service from closing', async () => {
      const copy = new HangingCopy();
      await open(copy, { wait: false, timeoutMs: 20 });
      await flags.set('flag', '10%');
      await flags.close();
      expect(flags.status().copies![0]!.problem).to.equal('closed before these flags were copied: flag');
    });

    it('is given its time when the service is closed', async () => {
      const copy = new HangingCopy();
      await open(copy, { wait: false });
      await flags.set('flag', '10%');
      const closed = flags.close();
      copy.answer();
      await closed;
      expect(text(copy)).to.equal('10%');
    });
  });

  it('has a copy get, once it is open, what it does not have, and leaves it what only it has', async () => {
    const room = new RoomStore([
      ['same', 'on'],
      ['other', 'off'],
    ]);
    const copy = new MemoryBackend({ same: 'on', other: 'on', own: 'on' });
    flags = await FeatureFlags.open(mirrored(new StoreBackend(room), [copy]), { logger: false });
    await until('it is filled', () => copy.snapshot.get('other')?.text === 'off');
    expect([...copy.snapshot.flags.keys()].sort()).to.deep.equal(['other', 'own', 'same']);
    const [entry, ...more] = await copy.history();
    expect(entry).to.deep.include({ name: 'other', comment: 'copied from room' });
    expect(more).to.deep.equal([]);
  });

  it('fills a copy that can be read only later', async () => {
    const room = new RoomStore();
    room.shut = new Error('the door is shut');
    flags = await FeatureFlags.open(
      mirrored(new MemoryBackend({ flag: 'on' }), [new StoreBackend(room, { pollMs: 5 })]),
      { logger: false, startTimeoutMs: 50 },
    );
    expect(room.texts.size).to.equal(0);
    room.shut = undefined;
    await until('it is filled', () => room.texts.get('flag') === 'on');
  });

  it('rejects a wrong option', async () => {
    flags = await FeatureFlags.open(new MemoryBackend());
    const wrong = (options: unknown) => () =>
      mirrored(new MemoryBackend(), [new MemoryBackend()], options as never);
    expect(wrong({ waits: true })).to.throw('mirrored: unknown option "waits", did you mean wait?');
    expect(wrong({ timeoutMs: 0 })).to.throw('mirrored: option "timeoutMs" must be a number of milliseconds');
  });

  it('prints its stack and refuses a read-only copy', async () => {
    flags = await FeatureFlags.open(mirrored(new MemoryBackend(), [new MemoryBackend()]));
    expect(flags.describe()).to.equal('mirrored(memory, [memory])');
    expect(() => mirrored(new MemoryBackend(), [new EnvBackend()])).to.throw('backend env is read-only');
  });
});
