import { FeatureFlags } from '@halyard/core';
import { StoreBackend } from '@halyard/core/store';
import { expect } from 'chai';
import { RecordingLogger } from '../../support/recording-logger.js';
import { RoomStore } from '../../support/room-store.js';

describe('onStateChange', () => {
  let store: RoomStore;
  let flags: FeatureFlags;
  let logger: RecordingLogger;
  let seen: string[];

  beforeEach(async () => {
    store = new RoomStore([['a', 'on']]);
    logger = new RecordingLogger();
    flags = await FeatureFlags.open(new StoreBackend(store), { logger });
    seen = [];
  });

  afterEach(() => flags.close());

  async function reload(): Promise<void> {
    store.watcher!.changed();
    await flags.refresh().catch(() => {});
  }

  it('has the status when the state becomes another, and not for a changed flag', async () => {
    flags.onStateChange(({ state, reason = '' }) => seen.push(`${state} ${reason}`.trim()));
    store.change('a', 'off');
    await reload();
    expect(seen).to.deep.equal([]);
    store.shut = new Error('the door is shut');
    await reload();
    store.shut = undefined;
    await reload();
    expect(seen).to.have.length(2);
    expect(seen[0]).to.match(/^stale .*the door is shut/);
    expect(seen[1]).to.equal('live');
  });

  it('is not called for a state from before it was asked for, nor after it was stopped', async () => {
    store.shut = new Error('the door is shut');
    await reload();
    const stop = flags.onStateChange(({ state }) => seen.push(state));
    await reload();
    stop();
    store.shut = undefined;
    await reload();
    expect(seen).to.deep.equal([]);
  });

  it('logs what a listener throws, and calls the others', async () => {
    flags.onStateChange(() => {
      throw new Error('a bad listener');
    });
    flags.onStateChange(({ state }) => seen.push(state));
    store.shut = new Error('the door is shut');
    await reload();
    expect(seen).to.deep.equal(['stale']);
    expect(logger.lines.join('\n')).to.include('a bad listener');
  });
});
