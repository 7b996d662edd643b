import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { FlagChanges, type FlagEntries, StoreBackend, type StoreWatcher } from '@halyard/core/store';
import { eventually } from '@halyard/conformance';
import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { until } from '../../support/until.js';

/** So many that no machine takes them in within one slice. */
const MANY = 20_000;

const many = (text: string): Map<string, string> =>
  new Map(Array.from({ length: MANY }, (_, i) => [`flag_${i}`, text]));

const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/** The values that `read` has in the turns of the event loop until `work` is done. */
async function inTurns<Value>(work: Promise<unknown>, read: () => Value): Promise<Value[]> {
  const seen: Value[] = [];
  const progress = { isOver: false };
  const over = work.finally(() => {
    progress.isOver = true;
  });
  while (!progress.isOver) {
    seen.push(read());
    await nextTurn();
  }
  await over;
  return seen;
}

describe('a load of many flags', () => {
  let replica: StoreBackend;
  let watcher: StoreWatcher | undefined;
  afterEach(() => replica.close());

  const text = (name: string): string | undefined => replica.snapshot.flags.get(name)?.text;

  function open(load: () => FlagEntries | FlagChanges): Promise<void> {
    watcher = undefined;
    replica = new StoreBackend({
      name: 'room',
      load: async () => load(),
      watch: (each) => {
        watcher = each;
        return () => {};
      },
      write: async () => {},
    });
    return replica.open();
  }

  it('lets everything else in the process have its turns, and is in force as a whole', async () => {
    const sizes = await inTurns(
      open(() => many('on')),
      () => replica.snapshot.flags.size,
    );
    expect(sizes.length).to.be.above(5);
    expect(new Set(sizes)).to.deep.equal(new Set([0]));
    expect(replica.snapshot.flags.size).to.equal(MANY);
  });

  it('loses no change that the store gives and no write that it confirms meanwhile', async () => {
    let loads = 0;
    await open(() => many(loads++ < 2 ? 'on' : 'off'));
    await until('it has read once more since it watches', () => loads === 2);
    await eventually(replica, 'it is live', () => replica.status().state === 'live');
    const reading = replica.refresh();
    await until('it has begun to read', () => loads === 3);
    // The answer is there, and being compiled.
    await nextTurn();
    watcher!.changed(new FlagChanges([['flag_1', '10%']]));
    const written = replica.set!('flag_2', '20%');
    watcher!.changed(
      new FlagChanges([
        ['flag_3', '30%'],
        ['flag_4', undefined],
        ['flag_5', 'on'],
      ]),
    );
    watcher!.changed(new FlagChanges([['flag_5', '50%']]));
    expect(text('flag_1'), 'it is still being compiled').to.equal('on');
    await Promise.all([reading, written]);
    await eventually(replica, 'all that it was told is in force', () => text('flag_5') === '50%');
    const names = ['flag_0', 'flag_1', 'flag_2', 'flag_3', 'flag_4'];
    expect(names.map(text)).to.deep.equal(['off', '10%', '20%', '30%', undefined]);
    expect(replica.snapshot.flags.size).to.equal(MANY - 1);
  });

  it('keeps what it is told while it takes in its first load', async () => {
    const opened = open(() => many('on'));
    await until('it watches', () => watcher !== undefined);
    await nextTurn();
    watcher!.changed(new FlagChanges([['flag_1', 'off']]));
    await opened;
    await eventually(replica, 'it has the change', () => text('flag_1') === 'off');
  });

  it('takes in the changes of many flags in turns too, before those that came after them', async () => {
    await open(() => new Map([['other', 'on']]));
    await until('it watches', () => watcher !== undefined);
    const seen = new Set<string>();
    replica.subscribe(() => seen.add(`${replica.snapshot.flags.size} ${text('other')}`));
    watcher!.changed(new FlagChanges(many('on')));
    watcher!.changed(new FlagChanges([['other', 'off']]));
    await eventually(replica, 'the last change', () => text('other') === 'off');
    expect(seen)
      .to.include(`${MANY + 1} on`)
      .and.not.include('1 off');
  });
});

describe('an import of many flags', () => {
  it('into memory lets everything else have its turns, and is one change', async () => {
    const backend = new MemoryBackend({ flag_1: '25%', gone: 'on' });
    const flags = await FeatureFlags.open(backend, { logger: false });
    const updates = new Map<string, string | null>([...many('on'), ['gone', null]]);
    const sizes = await inTurns(flags.setMany(updates, { actor: 'ana' }), () => backend.snapshot.flags.size);
    expect(sizes.length).to.be.above(5);
    // All of them are there at once, before the history has them all.
    expect([2, MANY]).to.include.members([...new Set(sizes)]);
    expect([flags.isEnabled('flag_1'), flags.has('gone'), backend.snapshot.flags.size]).to.deep.equal([
      true,
      false,
      MANY,
    ]);
    expect(await flags.history({ name: 'gone' })).to.have.length(1);
    await flags.close();
  });

  it('into memory keeps a write waiting that comes meanwhile, which then wins', async () => {
    const backend = new MemoryBackend();
    const imported = backend.setMany(many('on'));
    const written = backend.set('flag_1', (current) => (current?.text === 'on' ? '10%' : 'off'));
    await Promise.all([imported, written]);
    expect(backend.snapshot.flags.get('flag_1')?.text).to.equal('10%');
  });

  it('into memory stores nothing if one is wrong', async () => {
    const backend = new MemoryBackend();
    const wrong = await backend.setMany(many('on').set('two words', 'on')).catch((error: Error) => error);
    expect((wrong as Error).message).to.contain('white space');
    expect(backend.snapshot.flags.size).to.equal(0);
  });
});
