import {
  type BulkUpdate,
  FeatureFlags,
  FlagConflictError,
  HalyardError,
  isHalyardError,
  PartialWriteError,
} from '@halyard/core';
import {
  conflictError,
  FlagChanges,
  type FlagEntries,
  type FlagStore,
  StoreBackend,
  type StoreChange,
  type StoreWatcher,
  writeInOrder,
} from '@halyard/core/store';
import { eventually } from '@halyard/conformance';
import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { RoomStore } from '../../support/room-store.js';
import { until } from '../../support/until.js';
import { REFUSED_DURATION, WRONG_DURATIONS } from '../../support/wrong-durations.js';

describe('a replica of a store', () => {
  let replica: StoreBackend;
  afterEach(() => replica.close());

  const isOn = (name: string): boolean | undefined => replica.snapshot.get(name)?.constant?.on;
  const codeOf = (error: unknown): string => (isHalyardError(error) ? error.code : String(error));
  const never = new Promise<never>(() => {});

  it('is live when the store pushes, polling when it does not', async () => {
    const room = new RoomStore();
    replica = new StoreBackend(room);
    await replica.open();
    await eventually(replica, 'it is live', () => replica.status().state === 'live');
    await replica.close();
    replica = new StoreBackend({ name: 'room', load: () => room.load() });
    await replica.open();
    expect(replica.status()).to.deep.include({
      state: 'polling',
      reason: 'this store does not push changes',
    });
  });

  it('says why when the store says that it can not push, and is live again when it can', async () => {
    const room = new RoomStore();
    replica = new StoreBackend(room);
    await replica.open();
    await eventually(replica, 'it is live', () => replica.status().state === 'live');
    room.watcher!.polling('not allowed here');
    expect(replica.status()).to.deep.include({ state: 'polling', reason: 'not allowed here' });
    room.watcher!.live();
    expect(replica.status().state).to.equal('live');
  });

  it('goes on polling when watching fails, and says why', async () => {
    const room = new RoomStore();
    const watch = (): never => {
      throw new Error('no watching here');
    };
    replica = new StoreBackend({ name: 'room', load: () => room.load(), watch }, { pollMs: 5 });
    await replica.open();
    room.change('flag', 'on');
    await eventually(replica, 'the flag is on', () => isOn('flag') === true);
    expect(replica.status().reason).to.contain('no watching here');
  });

  it('has failed until it was read once, is stale while it can not be read again, and mends itself', async () => {
    const room = new RoomStore([['flag', 'on']]);
    room.shut = new Error('the door is shut');
    replica = new StoreBackend(room, { livePollMs: 5, pollMs: 5 });
    await replica.open();
    expect(replica.status()).to.deep.include({ state: 'failed', reason: 'the door is shut', flags: 0 });
    room.shut = undefined;
    await eventually(replica, 'it is live', () => replica.status().state === 'live');
    room.shut = new Error('shut again');
    await eventually(replica, 'it is stale', () => replica.status().state === 'stale');
    expect(isOn('flag')).to.equal(true);
    expect(replica.status()).to.deep.include({ reason: 'shut again', flags: 1 });
    room.change('flag', 'off');
    room.shut = undefined;
    await eventually(replica, 'the flip made meanwhile is seen', () => isOn('flag') === false);
  });

  it('gives up a load that takes too long, and tells the store', async () => {
    let aborted = false;
    const store: FlagStore = {
      name: 'slow',
      load(signal) {
        signal.addEventListener('abort', () => (aborted = true));
        return never;
      },
    };
    replica = new StoreBackend(store, { loadTimeoutMs: 5 });
    await replica.open();
    expect(replica.status()).to.deep.include({ state: 'failed', reason: 'no answer within 5 ms' });
    expect(aborted).to.equal(true);
  });

  describe('that keeps a history and the use of flags', () => {
    const shut = new Error('the door is shut');
    const open = async (
      ask: (signal: AbortSignal) => Promise<never>,
      loadTimeoutMs = 5000,
    ): Promise<void> => {
      const history: FlagStore['history'] = (_query, signal) => ask(signal);
      const usage: FlagStore['usage'] = {
        report: (_uses, signal) => ask(signal),
        read: (signal) => ask(signal),
      };
      replica = new StoreBackend(Object.assign(new RoomStore(), { history, usage }), { loadTimeoutMs });
      await replica.open();
    };

    it('says what it could not read or store, and why', async () => {
      await open(() => Promise.reject(shut));
      for (const [asked, message] of [
        [replica.history!(), 'the history of room could not be read: the door is shut'],
        [replica.usage!.read(), 'the use of flags could not be read from room: the door is shut'],
        [replica.usage!.report([]), 'room did not store the report: the door is shut'],
      ] as const) {
        const error = await asked.then(String, (reason: unknown) => reason);
        expect(codeOf(error)).to.equal('STORE_FAILED');
        expect(error).to.include({ message, cause: shut });
      }
    });

    it('gives up what takes too long, and tells the store', async () => {
      const asked: AbortSignal[] = [];
      await open((signal) => {
        asked.push(signal);
        return never;
      }, 5);
      const error = await replica.history!().then(String, (reason: unknown) => reason);
      expect(error).to.have.property(
        'message',
        'the history of room could not be read: no answer within 5 ms',
      );
      expect(asked[0]?.aborted).to.equal(true);
    });

    it('hands on an error of Halyard as it is', async () => {
      const error = new HalyardError('READ_ONLY', 'not with this token');
      await open(() => Promise.reject(error));
      expect(await replica.usage!.report([]).catch((reason: unknown) => reason)).to.equal(error);
    });
  });

  it('makes few reads of many changes, and the last change is seen', async () => {
    const room = new RoomStore();
    replica = new StoreBackend(room);
    await replica.open();
    await eventually(replica, 'it is live', () => replica.status().state === 'live');
    const before = room.loads;
    for (let i = 1; i <= 1000; i++) room.change('counter', `{"default":${i},"rules":[]}`);
    await eventually(replica, 'the last', () => replica.snapshot.get('counter')?.constant?.value === 1000);
    expect(room.loads - before).to.be.at.most(3);
  });

  it('does not take back a write when a load that began before it ends after it', async () => {
    let finishLoad = (_entries: [string, string][]): void => {};
    let loads = 0;
    const store: FlagStore = {
      name: 'slow reader',
      load: () => (loads++ === 0 ? Promise.resolve([]) : new Promise((resolve) => (finishLoad = resolve))),
      write: async () => {},
    };
    replica = new StoreBackend(store, { pollMs: 1 });
    await replica.open();
    await until('a second load is under way', () => loads === 2);
    await replica.set!('flag', true);
    finishLoad([['old', 'on']]);
    await eventually(replica, 'the load is in', () => isOn('old') === true);
    expect(isOn('flag')).to.equal(true);
  });

  describe('while somebody else writes the same flag', () => {
    let room: RoomStore;

    /** Opens a replica of the room that is pushed what happens there, and reads no more unless it has a reason to. */
    async function openPushed(store: Partial<FlagStore>): Promise<void> {
      room = new RoomStore([['flag', 'on']]);
      const watch = (watcher: StoreWatcher): (() => void) => room.watch(watcher);
      replica = new StoreBackend({ name: 'room', load: () => room.load(), watch, ...store });
      await replica.open();
      await until('it has read once more since it watches', () => room.loads === 2);
    }

    function tell(name: string, text: string): void {
      room.texts.set(name, text);
      room.watcher!.changed(new FlagChanges([[name, text]]));
    }

    it('sees in the end what was told before its own write was confirmed, but came after it', async () => {
      const write = async ([change]: readonly StoreChange[]): Promise<void> => {
        tell(change!.name, change!.text!);
        tell(change!.name, 'on');
      };
      await openPushed({ write });
      await replica.set!('flag', false);
      await eventually(replica, 'what the other wrote', () => isOn('flag') === true);
    });

    it('sees in the end what was read before its own write was confirmed, but came after it', async () => {
      let finishLoad = (): void => {};
      const load = async (): Promise<FlagEntries> => {
        const entries = await room.load();
        if (room.loads === 3) await new Promise<void>((resolve) => (finishLoad = resolve));
        return entries;
      };
      // Overwritten as soon as it is written.
      await openPushed({ load, write: async () => {} });
      room.watcher!.changed();
      await until('a load is under way', () => room.loads === 3);
      await replica.set!('flag', false);
      expect(isOn('flag')).to.equal(false);
      finishLoad();
      await eventually(replica, 'what the other wrote', () => isOn('flag') === true);
    });

    it('reads nothing again if all that it was told is what it wrote', async () => {
      await openPushed({ write: async ([change]) => tell(change!.name, change!.text!) });
      await replica.set!('flag', false);
      expect(isOn('flag')).to.equal(false);
      expect(room.loads).to.equal(2);
    });
  });

  it('reports a write that the store does not confirm in time as unknown, and does not repeat it', async () => {
    let writes = 0;
    replica = new StoreBackend(
      { name: 'mute', load: async () => [], write: () => (writes++, never) },
      { writeTimeoutMs: 5 },
    );
    await replica.open();
    expect(codeOf(await replica.set!('flag', true).catch((error: unknown) => error))).to.equal(
      'UNKNOWN_OUTCOME',
    );
    expect(writes).to.equal(1);
    expect(isOn('flag')).to.equal(undefined);
  });

  it('reports a write that is under way when it is closed as unknown', async () => {
    replica = new StoreBackend({ name: 'mute', load: async () => [], write: () => never });
    await replica.open();
    const write = replica.set!('flag', true).catch((error: unknown) => error);
    await replica.close();
    expect(codeOf(await write)).to.equal('UNKNOWN_OUTCOME');
  });

  it('names store and flag when a write fails, and keeps the cause', async () => {
    const room = new RoomStore();
    replica = new StoreBackend(room);
    await replica.open();
    room.shut = new Error('the door is shut');
    const error = await replica.set!('flag', true).catch((reason: Error) => reason);
    expect((error as Error).message).to.equal('room did not store flag "flag": the door is shut');
    expect((error as Error).cause).to.equal(room.shut);
  });

  describe('of several flags', () => {
    const changes = new Map<string, BulkUpdate>([
      ['a', true],
      ['b', (current) => current?.text !== 'on'],
      ['c', null],
    ]);

    it('hands all changes over in one call of write, in order, and a single write as a list of one', async () => {
      const room = new RoomStore([
        ['b', 'on'],
        ['c', 'on'],
      ]);
      replica = new StoreBackend(room);
      await replica.open();
      await replica.setMany!(changes, { actor: 'ana', comment: 'launch' });
      await replica.set!('a', false, { ifVersion: replica.snapshot.get('a')!.version });
      await replica.delete!('b');
      const author = { actor: 'ana', comment: 'launch' };
      expect(room.writes).to.deep.equal([
        [
          { name: 'a', text: 'on', ...author },
          { name: 'b', text: 'off', ifText: 'on', ...author },
          { name: 'c', text: undefined, ...author },
        ],
        [{ name: 'a', text: 'off', ifText: 'on' }],
        [{ name: 'b', text: undefined }],
      ]);
    });

    it('tells its listeners once, and the service once per flag', async () => {
      replica = new StoreBackend({ name: 'room', load: async () => ({ c: 'on' }), write: async () => {} });
      const flags = await FeatureFlags.open(replica, { logger: false });
      let told = 0;
      replica.subscribe(() => told++);
      const changed: string[] = [];
      flags.onChange(({ name }) => changed.push(name));
      await flags.setMany(changes);
      expect(told).to.equal(1);
      expect(changed).to.have.members(['a', 'b', 'c']);
    });

    it('names the flags when none is stored', async () => {
      const room = new RoomStore();
      replica = new StoreBackend(room);
      await replica.open();
      room.shut = new Error('the door is shut');
      const error = await replica.setMany!(changes).catch((reason: Error) => reason);
      expect((error as Error).message).to.equal(
        'room did not store flags "a", "b" and "c": the door is shut',
      );
      const many = new Map(Array.from({ length: 7 }, (_, i) => [`f${i}`, true]));
      const other = await replica.setMany!(many).catch((reason: Error) => reason);
      expect((other as Error).message).to.equal(
        'room did not store flags "f0", "f1", "f2", "f3", "f4" and 2 more: the door is shut',
      );
    });

    it('names those that were not stored when a part was, and reads what was', async () => {
      const room = new RoomStore();
      const write = async (change: StoreChange): Promise<void> => {
        if (change.name === 'b') throw new Error('disk full');
        room.texts.set(change.name, change.text!);
      };
      replica = new StoreBackend(
        {
          name: 'room',
          load: () => room.load(),
          write: (list, signal) => writeInOrder(list, signal, write),
        },
        { pollMs: 60_000 },
      );
      await replica.open();
      const error = await replica.setMany!(changes).catch((reason: unknown) => reason);
      expect(codeOf(error)).to.equal('STORE_FAILED');
      expect(error).to.be.an.instanceOf(PartialWriteError);
      expect(error).to.have.property('notStored').that.deep.equals(['b', 'c']);
      expect((error as Error).message).to.equal('a part was stored, but not flags "b" and "c": disk full');
      expect(isOn('a')).to.equal(true);
    });

    it('has its time once for every hundred flags', async () => {
      replica = new StoreBackend(
        { name: 'mute', load: async () => [], write: () => never },
        { writeTimeoutMs: 5 },
      );
      await replica.open();
      const many = new Map(Array.from({ length: 101 }, (_, i) => [`f${i}`, true]));
      const error = await replica.setMany!(many).catch((reason: Error) => reason);
      expect((error as Error).message).to.contain(
        'and 96 more within 10 ms; it may or may not have happened',
      );
    });

    it('names the flag that other writers keep changing', async () => {
      replica = new StoreBackend({
        name: 'busy',
        load: async () => ({ b: 'on' }),
        write: () => Promise.reject(conflictError('b', '5%')),
      });
      await replica.open();
      const error = await replica.setMany!(changes).catch((reason: unknown) => reason);
      expect(error).to.be.an.instanceOf(FlagConflictError).and.include({ flag: 'b' });
    });
  });

  it('refuses to change a flag from what it is while it was never read', async () => {
    const room = new RoomStore();
    room.shut = new Error('the door is shut');
    replica = new StoreBackend(room);
    await replica.open();
    expect(codeOf(await replica.set!('flag', () => true).catch((error: unknown) => error))).to.equal(
      'NOT_READY',
    );
  });

  it('looks again before it says that somebody else was faster', async () => {
    const room = new RoomStore([['flag', 'on']]);
    replica = new StoreBackend({
      name: 'room',
      load: () => room.load(),
      write: (changes) => room.write(changes),
    });
    await replica.open();
    const seenElsewhere = new StoreBackend(room);
    room.texts.set('flag', 'off');
    await seenElsewhere.open();
    const { version } = seenElsewhere.snapshot.get('flag')!;
    await seenElsewhere.close();
    await replica.set!('flag', '50%', { ifVersion: version });
    expect(room.texts.get('flag')).to.equal('50%');
  });

  it('refuses to write once it is closed, and says so in its status', async () => {
    replica = new StoreBackend(new RoomStore([['flag', 'on']]));
    await replica.open();
    await replica.close();
    expect(codeOf(await replica.set!('flag', true).catch((error: unknown) => error))).to.equal('CLOSED');
    expect(replica.status()).to.deep.include({ state: 'stale', reason: 'closed' });
  });

  it('closes in bounded time though the store never answers', async () => {
    replica = new StoreBackend({ name: 'mute', load: () => never, close: () => never });
    void replica.open();
    await replica.close();
    expect(replica.status().reason).to.equal('closed');
  });

  it('takes only what changed from a store that knows it', async () => {
    const loads: (FlagEntries | FlagChanges)[] = [
      { kept: 'on', changed: 'on', gone: 'on' },
      new FlagChanges([
        ['changed', 'off'],
        ['gone', undefined],
        ['new', 'on'],
      ]),
      new FlagChanges([]),
    ];
    let count = 0;
    replica = new StoreBackend(
      { name: 'keen', load: async () => loads[count++] ?? new FlagChanges([]) },
      { pollMs: 1 },
    );
    await replica.open();
    await until('both loads are in', () => count > 2);
    expect([...replica.snapshot.flags.values()].map(({ name, text }) => [name, text])).to.deep.equal([
      ['kept', 'on'],
      ['changed', 'off'],
      ['new', 'on'],
    ]);
    const { snapshot } = replica;
    await until('another load is in', () => count > 4);
    expect(replica.snapshot).to.equal(snapshot);
  });

  it('survives a store that returns rubbish', async () => {
    replica = new StoreBackend({
      name: 'mad',
      load: async () =>
        [
          ['n', null],
          ['o', { rules: 5 }],
          ['g', true],
        ] as never,
    });
    await replica.open();
    expect(isOn('g')).to.equal(true);
    expect(replica.status().invalid.map(({ name }) => name)).to.include('o');
    await replica.close();
    replica = new StoreBackend({ name: 'mad', load: async () => null as never });
    await replica.open();
    expect(replica.status().state).to.equal('failed');
  });

  it('refuses a time that no timer can wait for', () => {
    replica = new StoreBackend(new RoomStore(), { pollMs: 1, livePollMs: 2 ** 31 - 1 });
    for (const option of ['pollMs', 'livePollMs', 'loadTimeoutMs', 'writeTimeoutMs', 'rewatchMs']) {
      for (const value of WRONG_DURATIONS) {
        expect(() => new StoreBackend(new RoomStore(), { [option]: value })).to.throw(
          `room: option "${option}" ${REFUSED_DURATION}`,
        );
      }
    }
  });

  it('is seen by a service that opens on it', async () => {
    const room = new RoomStore([['flag', 'on']]);
    replica = new StoreBackend(room);
    const flags = await FeatureFlags.open(replica, { logger: false });
    expect(flags.isEnabled('flag')).to.equal(true);
  });

  it('takes what it is told has changed without reading again', async () => {
    const room = new RoomStore([['a', 'on']]);
    replica = new StoreBackend(room);
    await replica.open();
    await eventually(replica, 'it is live', () => replica.status().state === 'live');
    const { loads } = room;
    room.watcher!.changed(
      new FlagChanges([
        ['a', 'off'],
        ['b', 'on'],
      ]),
    );
    expect([isOn('a'), isOn('b')]).to.deep.equal([false, true]);
    room.watcher!.changed(new FlagChanges([['b', undefined]]));
    expect(replica.snapshot.get('b')).to.equal(undefined);
    expect(room.loads).to.equal(loads);
  });

  it('takes what it is told while it reads to be newer than what it reads', async () => {
    let finish: ((texts: FlagEntries) => void) | undefined;
    const room = new RoomStore([['a', 'on']]);
    const load = (): Promise<FlagEntries> =>
      finish ? new Promise((resolve) => (finish = resolve)) : room.load();
    replica = new StoreBackend({ name: 'room', load, watch: (watcher) => room.watch(watcher) });
    await replica.open();
    await eventually(replica, 'it is live', () => replica.status().state === 'live');
    finish = () => {};
    const started = finish;
    room.watcher!.changed();
    await until('it reads', () => finish !== started);
    room.watcher!.changed(new FlagChanges([['a', 'off']]));
    expect(isOn('a')).to.equal(false);
    finish({ a: 'on', b: 'on' });
    await eventually(replica, 'it has what it read', () => isOn('b') === true);
    expect(isOn('a')).to.equal(false);
  });

  it('reads when it is told of a change before it has anything to change', async () => {
    const room = new RoomStore([['a', 'on']]);
    room.shut = new Error('shut');
    replica = new StoreBackend(room);
    await replica.open();
    await until('it watches', () => room.watcher !== undefined);
    room.shut = undefined;
    room.watcher!.changed(new FlagChanges([['b', 'on']]));
    await eventually(replica, 'it has read', () => isOn('a') === true);
    expect(replica.snapshot.get('b')).to.equal(undefined);
  });
});
