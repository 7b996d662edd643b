import { isHalyardError, isPartialWriteError } from '@halyard/core';
import { UnstorageBackend, type UnstorageBackendOptions } from '@halyard/stores/unstorage';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStorage, defineDriver, prefixStorage, type Storage } from 'unstorage';
import fsDriver from 'unstorage/drivers/fs';
import { texts, untilHolds, untilState } from '../../support/backend-events.js';
import { until } from '../../support/until.js';

describe('a storage of unstorage', () => {
  let storage: Storage;
  let backend: UnstorageBackend;

  beforeEach(() => {
    storage = createStorage();
  });
  afterEach(async () => {
    await backend.close();
    await storage.dispose();
  });

  const open = async (options: UnstorageBackendOptions = {}): Promise<void> => {
    backend = new UnstorageBackend(storage, options);
    await backend.open();
  };
  const failed = (write: Promise<unknown>): Promise<Error> =>
    write.then(
      () => expect.fail('the write was not refused'),
      (error: unknown) => error as Error,
    );
  /** A driver with the items of a map, some of whose methods are others. */
  const driver = (
    items: Map<string, unknown>,
    methods: object,
  ): ReturnType<ReturnType<typeof defineDriver>> =>
    defineDriver(() => ({
      name: 'special',
      hasItem: (key: string) => items.has(key),
      getItem: (key: string) => items.get(key) ?? null,
      getKeys: () => [...items.keys()],
      setItem: (key: string, value: string) => void items.set(key, value),
      removeItem: (key: string) => void items.delete(key),
      ...methods,
    }))({});

  it('has what any program stores with it: text, booleans and definitions', async () => {
    await storage.setItem('feature_flags:text', '25%');
    await storage.setItem('feature_flags:boolean', true);
    await storage.setItem('feature_flags:definition', { rules: [{ users: ['alice'] }] });
    await storage.setItemRaw('feature_flags:bytes', new TextEncoder().encode('users:bob'));
    await storage.setItemRaw('feature_flags:object', { rules: [] });
    await storage.setItem('other:flag', 'on');
    await open();
    expect(texts(backend)).to.deep.equal({
      text: '25%',
      boolean: 'true',
      definition: '{"rules":[{"users":["alice"]}]}',
      bytes: 'users:bob',
      object: '{"rules":[]}',
    });
  });

  it('reports changes through the same storage at once, also of a driver that does not', async () => {
    await open({ pollMs: 60_000 });
    expect(backend.status().reason).to.equal('the driver "memory" does not push changes');
    await storage.setItem('feature_flags:flag', 'on');
    await untilHolds(backend, { flag: 'on' });
    await storage.removeItem('feature_flags:flag');
    await untilHolds(backend, {});
  });

  it('may be one with a prefix, under another base', async () => {
    await storage.setItem('app:shop:flags:new', 'on');
    const whole = storage;
    storage = prefixStorage(whole, 'app');
    await open({ base: 'shop:flags', pollMs: 60_000 });
    expect(texts(backend)).to.deep.equal({ new: 'on' });
    await backend.set('a/b', true);
    expect(await whole.getItem('app:shop:flags:a%2Fb')).to.equal('on');
    await whole.setItem('app:shop:flags:new', 'off');
    await untilHolds(backend, { new: 'off', 'a/b': 'on' });
  });

  it('says which keys are not those of flags', async () => {
    await storage.setItem('feature_flags:flag', 'on');
    await storage.setItem('feature_flags:team:flag', 'on');
    await storage.setItem('feature_flags:100%', 'on');
    await open();
    expect(texts(backend)).to.deep.equal({ flag: 'on' });
    expect(backend.status().problem).to.match(
      /the key "feature_flags:.*" and 1 more is not written as that of a flag/,
    );
  });

  it('is not written when another process stored something else, and loses no change of this one', async () => {
    await storage.setItem('feature_flags:flag', 'on');
    await open();
    const { version } = backend.snapshot.get('flag')!;
    const writes = await Promise.allSettled(
      ['1%', '2%', '3%'].map((text) => backend.set('flag', text, { ifVersion: version })),
    );
    expect(writes.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected', 'rejected']);
    expect(await storage.getItem('feature_flags:flag')).to.equal('1%');
  });

  it('refuses to write where the driver ignores it', async () => {
    const base = mkdtempSync(join(tmpdir(), 'halyard-unstorage-'));
    for (const readOnly of [
      driver(new Map([['feature_flags:flag', 'on']]), { setItem: undefined }),
      fsDriver({ base, readOnly: true }),
    ]) {
      storage = createStorage({ driver: readOnly });
      await open();
      const error = await failed(backend.set('flag', 'off'));
      expect(isHalyardError(error, 'READ_ONLY'), String(error)).to.equal(true);
      await backend.close();
    }
    rmSync(base, { recursive: true });
  });

  it('knows from what is stored whether a write that failed was one', async () => {
    const items = new Map<string, unknown>();
    let mode: 'before' | 'after' | 'away' = 'before';
    const failing = {
      getItem: (key: string) => {
        if (mode === 'away') throw new Error('away');
        return items.get(key) ?? null;
      },
      setItem: (key: string, value: string) => {
        if (mode === 'after' || key.endsWith('good')) items.set(key, value);
        if (!key.endsWith('good')) throw new Error('disk full');
      },
    };
    storage = createStorage({ driver: driver(items, failing) });
    await open({ pollMs: 60_000 });
    const refused = await failed(backend.set('flag', 'on'));
    expect(isHalyardError(refused, 'STORE_FAILED'), String(refused)).to.equal(true);
    const partial = await failed(
      backend.setMany(new Map(['good', 'bad', 'last'].map((name) => [name, true]))),
    );
    expect(isPartialWriteError(partial) && partial.notStored).to.deep.equal(['bad', 'last']);
    mode = 'after';
    await backend.set('flag', 'on');
    mode = 'away';
    const unknown = await failed(backend.set('flag', 'off'));
    expect(isHalyardError(unknown, 'UNKNOWN_OUTCOME'), String(unknown)).to.equal(true);
  });

  it('keeps its last known flags when the driver fails, or resolves with an error', async () => {
    const items = new Map<string, unknown>([['feature_flags:flag', 'on']]);
    storage = createStorage({
      driver: driver(items, { getItemRaw: (key: string) => items.get(key) ?? null }),
    });
    await open({ pollMs: 10 });
    items.set('feature_flags:flag', new Error('EACCES: permission denied'));
    await untilState(backend, 'stale', /EACCES: permission denied/);
    expect(texts(backend)).to.deep.equal({ flag: 'on' });
    items.set('feature_flags:flag', '5%');
    await untilHolds(backend, { flag: '5%' });
  });

  it('takes an empty text for one that is being written, unless it stays', async () => {
    const items = new Map<string, unknown>([
      ['feature_flags:flag', 'on'],
      ['feature_flags:empty', ''],
    ]);
    let reads = 0;
    const writing = {
      getItemRaw: (key: string) => (key.endsWith('flag') && reads++ === 0 ? '' : (items.get(key) ?? null)),
    };
    storage = createStorage({ driver: driver(items, writing) });
    await open();
    expect(texts(backend)).to.deep.equal({ flag: 'on', empty: '' });
  });

  it('names what is wrong with the storage and the options', () => {
    expect(() => new UnstorageBackend(new Map() as never)).to.throw(/a storage such as createStorage/);
    for (const base of ['', 'a/b', 'a:', '..', 'a:..:b', 5]) {
      expect(() => new UnstorageBackend(storage, { base: base as never }), String(base)).to.throw(
        /"base" must be letters/,
      );
    }
    expect(() => new UnstorageBackend(storage, { bse: 'x' } as never)).to.throw(/did you mean "?base/);
  });
});

describe('files through unstorage', () => {
  it('are followed as editors and scripts change them', async () => {
    const base = mkdtempSync(join(tmpdir(), 'halyard-unstorage-'));
    const file = (name: string): string => join(base, 'feature_flags', name);
    mkdirSync(join(base, 'feature_flags'));
    writeFileSync(file('flag'), 'on');
    const storage = createStorage({ driver: fsDriver({ base }) });
    const backend = new UnstorageBackend(storage, { livePollMs: 60_000 });
    await backend.open();
    await untilState(backend, 'live');
    const seen = new Set<string | undefined>();
    backend.subscribe(() => seen.add(backend.snapshot.get('flag')?.text));
    for (let i = 0; i < 20; i++) writeFileSync(file('flag'), `${i}%`);
    await untilHolds(backend, { flag: '19%' });
    await backend.set('new', '25%');
    expect(readFileSync(file('new'), 'utf8')).to.equal('25%');
    rmSync(file('flag'));
    await untilHolds(backend, { new: '25%' });
    // A file that was seen while it was written is no flag that is off.
    expect([...seen]).not.to.include('');
    await backend.close();
    await storage.dispose();
    await until('the folder is free', () => rmSync(base, { recursive: true, force: true }) === undefined);
  });
});
