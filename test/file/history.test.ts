import { type HistoryEntry, isHalyardError } from '@halyard/core';
import { FileBackend } from '@halyard/file';
import { expect } from 'chai';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { TemporaryFolder } from './temporary-folder.js';

describe('the history of a file of flags', () => {
  let folder: TemporaryFolder;
  let backends: FileBackend[];

  beforeEach(() => {
    folder = new TemporaryFolder();
    backends = [];
  });

  afterEach(async () => {
    await Promise.all(backends.map((backend) => backend.close()));
    folder.remove();
  });

  async function opened(): Promise<FileBackend> {
    const backend = new FileBackend(folder.file('flags.json'));
    backends.push(backend);
    await backend.open();
    return backend;
  }

  const steps = (entries: readonly HistoryEntry[]): string[] =>
    entries.map(({ name, before, after }) => `${name}: ${before} -> ${after}`);

  it('tells who changed what, when, from what to what and why, the newest first', async () => {
    const file = await opened();
    const began = Date.now();
    await file.set('a', true, { actor: 'ana', comment: 'launch' });
    await file.set('a', '25%');
    await file.delete('a', { actor: 'bob' });
    const entries = await file.history();
    expect(steps(entries)).to.deep.equal(['a: 25% -> null', 'a: on -> 25%', 'a: null -> on']);
    const { id, at, ...first } = entries[2]!;
    expect(first).to.deep.equal({ name: 'a', before: null, after: 'on', actor: 'ana', comment: 'launch' });
    expect(at).to.be.within(began, Date.now());
    expect(new Set(entries.map((entry) => entry.id)).size).to.equal(3);
    expect(id).to.be.a('string');
  });

  it('outlives the process, and goes on counting', async () => {
    await (await opened()).set('a', true);
    const later = await opened();
    await later.set('a', false);
    const ids = (await later.history()).map(({ id }) => Number(id));
    expect(ids).to.have.length(2);
    expect(ids[0]).to.be.above(ids[1]!);
  });

  it('gives the changes of one flag, so many, or those before another', async () => {
    const file = await opened();
    for (const name of ['a', 'b', 'a', 'b', 'a']) await file.set(name, (flag) => flag?.text !== 'on');
    expect(steps(await file.history({ name: 'b' }))).to.deep.equal(['b: on -> off', 'b: null -> on']);
    const [newest] = await file.history({ limit: 1 });
    expect(newest?.name).to.equal('a');
    expect(steps(await file.history({ name: 'a', before: newest!.id, limit: 1 }))).to.deep.equal([
      'a: on -> off',
    ]);
  });

  it('is empty before the first change, and of what is changed by hand', async () => {
    const file = await opened();
    expect(await file.history()).to.deep.equal([]);
    writeFileSync(folder.file('flags.json'), '{ "a": true }');
    expect(await file.history()).to.deep.equal([]);
  });

  it('has no entry for a write that changed nothing', async () => {
    const file = await opened();
    await file.set('a', true);
    await file.set('a', 'on');
    await file.delete('b');
    await file.set('a', false, { ifVersion: null }).catch(() => {});
    expect(steps(await file.history())).to.deep.equal(['a: null -> on']);
  });

  it('passes over lines that a crash cut off or somebody spoiled', async () => {
    const file = await opened();
    await file.set('a', true);
    appendFileSync(folder.file('flags.json.history.jsonl'), 'spoiled\n{"id":"2","name":"tor');
    expect(steps(await file.history())).to.deep.equal(['a: null -> on']);
    await file.set('a', false);
    expect(steps(await file.history())).to.deep.equal(['a: on -> off', 'a: null -> on']);
  });

  it('is read from the end, through lines longer than any buffer', async () => {
    const file = await opened();
    // The first byte of a letter and its second are bound to fall into different buffers somewhere.
    const long = (words: number) => ({ description: 'größe'.repeat(words) });
    for (const words of [9000, 9001, 9002, 9003]) await file.set('a', long(words));
    const entries = await file.history();
    const lines = readFileSync(folder.file('flags.json.history.jsonl'), 'utf8').trim().split('\n');
    expect(entries).to.deep.equal(lines.map((line) => JSON.parse(line) as HistoryEntry).toReversed());
    expect(entries).to.have.length(4);
  });

  it('refuses a change that it can not record', async () => {
    mkdirSync(folder.file('flags.json.history.jsonl'));
    const file = await opened();
    const error = await file.set('a', true).catch((reason: unknown) => reason);
    expect(isHalyardError(error, 'STORE_FAILED')).to.equal(true);
    const later = await opened();
    expect(later.snapshot.get('a')).to.equal(undefined);
  });
});
