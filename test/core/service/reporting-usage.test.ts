import {
  CompositeBackend,
  FeatureFlags,
  type FeatureFlagsOptions,
  type FlagUse,
  type FlagUsage,
  isHalyardError,
  MemoryBackend,
  mirrored,
  readOnly,
} from '@halyard/core';
import { type FlagStore, StoreBackend } from '@halyard/core/store';
import { expect } from 'chai';
import { RecordingLogger } from '../../support/recording-logger.js';
import { RoomStore } from '../../support/room-store.js';
import { until } from '../../support/until.js';

/** A store that takes reports, until it is shut. */
class ReportedStore extends RoomStore implements FlagStore {
  readonly reports: (readonly FlagUse[])[] = [];
  refusal: Error | undefined;
  attempts = 0;

  readonly usage = {
    report: async (uses: readonly FlagUse[]) => {
      this.attempts++;
      if (this.refusal) throw this.refusal;
      this.reports.push(uses);
    },
    read: async () => ({ flags: new Map<string, FlagUsage>() }),
  };
}

describe('reports of use', () => {
  let store: ReportedStore;
  let flags: FeatureFlags;
  beforeEach(() => {
    store = new ReportedStore([
      ['used', 'on'],
      ['unused', 'on'],
      ['$segment.staff', '{ "plan": "staff" }'],
      ['staff', '{ "rules": [{ "when": { "$segment": "staff" } }] }'],
    ]);
  });
  afterEach(() => flags.close());

  const open = async (options: Pick<FeatureFlagsOptions, 'usageReportMs' | 'logger'> = {}): Promise<void> => {
    flags = await FeatureFlags.open(new StoreBackend(store), { logger: false, ...options });
  };

  it('have each flag that was evaluated since the report before, and how often', async () => {
    await open({ usageReportMs: 1 });
    for (let i = 0; i < 3; i++) flags.isEnabled('used');
    flags.getValue('staff', false, { plan: 'staff' });
    flags.isEnabled('staff');
    flags.isEnabled('no_flag');
    await until('a report', () => store.reports.length === 1);
    expect(store.reports[0]).to.have.deep.members([
      { name: 'used', count: 3, isFirst: true },
      { name: 'staff', count: 2, isFirst: true },
    ]);
    flags.isEnabled('used');
    await until('the next report', () => store.reports.length === 2);
    expect(store.reports[1]).to.deep.equal([{ name: 'used', count: 1, isFirst: false }]);
  });

  it('are made anew with what a failed one had, which only the status says', async () => {
    const logger = new RecordingLogger();
    await open({ usageReportMs: 1, logger });
    store.refusal = new Error('the user may not do this');
    flags.isEnabled('used');
    await until('several attempts', () => store.attempts > 3);
    const problem =
      'the use of flags is not reported: room did not store the report: the user may not do this';
    expect(flags.status().usage).to.deep.equal({ problem });
    flags.isEnabled('used');
    store.refusal = undefined;
    await until('a report', () => store.reports.length === 1);
    expect(store.reports[0]).to.deep.equal([{ name: 'used', count: 2, isFirst: true }]);
    await until('the status says when', () => flags.status().usage?.problem === undefined);
    expect(flags.status().usage?.reportedAt).to.be.closeTo(Date.now(), 60_000);
    expect(logger.lines).to.deep.equal([]);
  });

  it('are made once more when the flags are closed', async () => {
    await open();
    flags.isEnabled('used');
    await flags.close();
    expect(store.reports).to.deep.equal([[{ name: 'used', count: 1, isFirst: true }]]);
    await flags.close();
    expect(store.reports).to.have.length(1);
  });

  it('are not made with usageReportMs: false, nor when nothing was evaluated', async () => {
    await open({ usageReportMs: false });
    flags.isEnabled('used');
    await flags.close();
    await open({ usageReportMs: 1 });
    flags.explain('used');
    await flags.close();
    expect(store.attempts).to.equal(0);
  });

  it('do not delay a close when the store can not be read', async () => {
    await open();
    flags.isEnabled('used');
    store.shut = new Error('the door is shut');
    await flags.refresh().catch(() => {});
    await flags.close();
    expect(store.attempts).to.equal(0);
  });

  it('go through wrappers', async () => {
    const backend = readOnly(mirrored(new StoreBackend(store), [new MemoryBackend()]));
    flags = await FeatureFlags.open(backend, { logger: false });
    flags.isEnabled('used');
    await flags.close();
    expect(store.reports).to.deep.equal([[{ name: 'used', count: 1, isFirst: true }]]);
  });

  it('go to the layer of a composite that is written to, without the flags that it does not have', async () => {
    const above = readOnly(new MemoryBackend({ forced: 'on' }));
    const backend = new CompositeBackend([above, mirrored(new StoreBackend(store), [new MemoryBackend()])]);
    flags = await FeatureFlags.open(backend, { logger: false });
    flags.isEnabled('forced');
    flags.isEnabled('used');
    await flags.close();
    expect(store.reports).to.deep.equal([[{ name: 'used', count: 1, isFirst: true }]]);
  });
});

describe('the use that others reported', () => {
  it('is that of the flags that are stored', async () => {
    const flags = await FeatureFlags.open(new MemoryBackend({ one: 'on', two: 'on' }), { logger: false });
    await flags.reportUsage([
      { name: 'one', count: 3, isFirst: true },
      { name: 'two', count: 1, isFirst: true },
      { name: 'unknown', count: 1, isFirst: true },
    ]);
    await flags.delete('two');
    const usage = await flags.usage();
    expect([...usage!.flags.keys()]).to.deep.equal(['one']);
    expect(usage!.flags.get('one')).to.include({ evaluations: 3, processes: 1 });
    expect(usage!.since).to.be.closeTo(Date.now(), 60_000);
    await flags.close();
  });

  it('is unknown where the backend keeps none, and can not be reported there', async () => {
    const flags = await FeatureFlags.open(new StoreBackend(new RoomStore([['one', 'on']])), {
      logger: false,
    });
    expect(await flags.usage()).to.equal(undefined);
    const error: unknown = await flags
      .reportUsage([{ name: 'one', count: 1, isFirst: true }])
      .catch((thrown: unknown) => thrown);
    expect(isHalyardError(error, 'READ_ONLY')).to.equal(true);
    expect((error as Error).message).to.equal('room does not keep the use of flags');
    await flags.close();
  });
});
