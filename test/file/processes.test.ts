import { isHalyardError } from '@halyard/core';
import { FileBackend } from '@halyard/file';
import { expect } from 'chai';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { createInterface } from 'node:readline';
import { withFileLock } from '../../packages/file/src/file-lock.js';
import { FileWriter } from '../../packages/file/src/file-writer.js';
import { HistoryFile } from '../../packages/file/src/history-file.js';
import { thisProcess } from '../../packages/file/src/lock-owner.js';
import { texts } from '../support/backend-events.js';
import { bundledProgram } from '../support/bundled-program.js';
import { until } from '../support/until.js';
import { TemporaryFolder } from './temporary-folder.js';

const COUNTING = new URL('counting-writer.ts', import.meta.url);

describe('several processes at one file of flags', function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  let backend: FileBackend;
  let counting: string;

  before(async () => {
    counting = await bundledProgram(COUNTING);
  });

  beforeEach(() => {
    folder = new TemporaryFolder();
    backend = new FileBackend(folder.file('flags.json'));
  });

  afterEach(async () => {
    await backend.close();
    folder.remove();
  });

  /** A process that counts up the flag "counter" so many times and prints each number once it is stored. */
  function count(times: number) {
    const args = [counting, folder.file('flags.json'), String(times)];
    return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  }

  it('lose no change to one another', async () => {
    const writers = [count(20), count(20), count(20)];
    const codes = await Promise.all(
      writers.map(async (writer) => {
        writer.stdout.resume();
        const [code] = (await once(writer, 'exit')) as [number];
        return code;
      }),
    );
    expect(codes).to.deep.equal([0, 0, 0]);
    await backend.open();
    expect(backend.snapshot.get('counter')?.definition.default).to.equal(60);
    expect(await backend.history()).to.have.length(60);
  });

  it('leave every confirmed change and its history entry behind when killed in the middle', async () => {
    const writer = count(100_000);
    let confirmed = 0;
    for await (const line of createInterface({ input: writer.stdout })) {
      confirmed = Number(line);
      if (confirmed === 25) writer.kill('SIGKILL');
    }
    await backend.open();
    const stored = backend.snapshot.get('counter')?.definition.default as number;
    expect(stored).to.be.within(confirmed, confirmed + 1);
    const after = (await backend.history({ limit: 1000 })).map((entry) => entry.after);
    for (let i = 1; i <= confirmed; i++) expect(after).to.include(JSON.stringify({ default: i, rules: [] }));
    await backend.set('next', true);
    expect(readdirSync(folder.path)).not.to.include('flags.json.lock');
  });

  it('lose no change to one another when each has its own numbers for processes, as containers have', async function () {
    // Uses up as many numbers as `$0` says, so that no writer has the number of another.
    const script = 'i=0; while [ $i -lt $0 ]; do /bin/true; i=$((i+1)); done; "$@"; exit $?';
    const start = (numbers: number, times: number): [string, string[]] => {
      const program = [process.execPath, counting, folder.file('flags.json'), String(times)];
      return ['unshare', ['-Urpf', '--mount-proc', 'sh', '-c', script, String(numbers), ...program]];
    };
    if (spawnSync(...start(0, 0)).status !== 0) this.skip();
    const writers = [0, 50, 100].map((numbers) => spawn(...start(numbers, 40), { stdio: 'ignore' }));
    const codes = await Promise.all(
      writers.map(async (writer) => ((await once(writer, 'exit')) as [number])[0]),
    );
    expect(codes).to.deep.equal([0, 0, 0]);
    await backend.open();
    expect(backend.snapshot.get('counter')?.definition.default).to.equal(120);
  });

  it('take over the lock of a process that is gone', async () => {
    const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(gone, 'exit');
    await backend.open();
    lock({ ...(await thisProcess()), pid: gone.pid!, id: 'x' });
    await backend.set('a', true);
    expect(backend.snapshot.get('a')?.text).to.equal('on');
  });

  it('take over the lock of a process whose number another process has by now', async function () {
    const self = await thisProcess();
    if (self.started === undefined) this.skip();
    await backend.open();
    lock({ ...self, pid: process.ppid, started: '1', id: 'x' });
    await backend.set('a', true);
    expect(backend.snapshot.get('a')?.text).to.equal('on');
  });

  it('never take the lock of a process that runs, however long it gives no sign', async function () {
    const owner = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    try {
      await once(owner, 'spawn');
      const stat = await readFile(`/proc/${owner.pid}/stat`, 'utf8').catch(() => undefined);
      if (stat === undefined) this.skip();
      owner.kill('SIGSTOP');
      const started = stat.slice(stat.lastIndexOf(')')).split(' ')[20]!;
      lock({ ...(await thisProcess()), pid: owner.pid!, started, id: 'x' });
      age();
      await backend.open();
      const error = await backend.set('a', true).catch((reason: unknown) => reason);
      expect(String(error)).to.contain(`process ${owner.pid} on ${hostname()} holds the lock`);
    } finally {
      owner.kill('SIGKILL');
    }
    await once(owner, 'exit');
    await backend.set('a', true);
  });

  it('take over the lock of a process of another machine or container only after ten seconds without a sign', async () => {
    await backend.open();
    const self = await thisProcess();
    for (const owner of [
      { pid: 1, host: 'another', id: 'x' },
      { ...self, pid: 4_000_000, pidNamespace: 'pid:[1]', id: 'x' },
      '',
    ]) {
      lock(owner);
      if (typeof owner !== 'string' && owner.pid !== 1) {
        const error = await backend.set('b', true).catch((reason: unknown) => reason);
        expect(String(error)).to.contain('holds the lock');
      }
      age();
      await backend.set('a', (flag) => flag?.text !== 'on');
    }
    expect(backend.snapshot.get('a')?.text).to.equal('on');
  });

  it('show while they write that they are still at work', async () => {
    await withFileLock(folder.file('flags.json.lock'), async () => {
      age();
      await until('a sign', () => statSync(folder.file('flags.json.lock')).mtimeMs > Date.now() - 30_000);
    });
  });

  it('write again what an editor saved in between, and what they had to change', async () => {
    await backend.open();
    class SavedInBetween extends HistoryFile {
      times = 0;

      override async append(...parameters: Parameters<HistoryFile['append']>): Promise<() => Promise<void>> {
        if (this.times++ < 2) writeFileSync(folder.file('flags.json'), `{ "editor": "${this.times}%" }`);
        return super.append(...parameters);
      }
    }
    const history = new SavedInBetween(folder.file('flags.json.history.jsonl'));
    const writer = new FileWriter(folder.file('flags.json'), 'json', history, new Map());
    await writer.write([{ name: 'a', text: 'on' }], new AbortController().signal);
    await backend.refresh();
    expect(texts(backend)).to.deep.equal({ editor: '2%', a: 'on' });
    expect(await history.read({})).to.have.length(1);
  });

  it('say who holds the lock when it can not be had, and change nothing', async () => {
    lock({ pid: 4711, host: 'another', id: 'x' });
    await backend.open();
    const error = await backend.set('a', true).catch((reason: unknown) => reason);
    expect(isHalyardError(error, 'STORE_FAILED')).to.equal(true);
    expect(String(error)).to.match(
      /process 4711 on another holds the lock .*flags\.json\.lock; remove that file/,
    );
    expect(readdirSync(folder.path)).to.deep.equal(['flags.json.lock']);
  });

  it('do not live on only because a file is watched', async () => {
    writeFileSync(folder.file('flags.json'), '{ "counter": { "default": 0 } }');
    const [code] = (await once(
      count(0).on('error', () => {}),
      'exit',
    )) as [number];
    expect(code).to.equal(0);
  });

  /** Makes the lock look as if its owner had long given no sign. */
  function age(): void {
    const longAgo = Date.now() / 1000 - 60;
    utimesSync(folder.file('flags.json.lock'), longAgo, longAgo);
  }

  function lock(holder: unknown): void {
    writeFileSync(
      folder.file('flags.json.lock'),
      typeof holder === 'string' ? holder : JSON.stringify(holder),
    );
  }
});
