import { isHalyardError } from '@halyard/core';
import { FileBackend } from '@halyard/file';
import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { TemporaryFolder } from './temporary-folder.js';

const COUNTING = fileURLToPath(new URL('counting-writer.ts', import.meta.url));
const NODE = ['--import=tsx', '--conditions=@halyard/source'];

describe('several processes at one file of flags', function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  let backend: FileBackend;

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
    const args = [...NODE, COUNTING, folder.file('flags.json'), String(times)];
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

  it('take over the lock of a process that is gone', async () => {
    const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(gone, 'exit');
    lock({ pid: gone.pid!, host: hostname(), id: 'x' });
    await backend.open();
    await backend.set('a', true);
    expect(backend.snapshot.get('a')?.text).to.equal('on');
  });

  it('take over a lock that another machine left behind, or nobody signed', async () => {
    await backend.open();
    for (const holder of [{ pid: 1, host: 'another', id: 'x' }, '']) {
      lock(holder);
      const longAgo = Date.now() / 1000 - 60;
      utimesSync(folder.file('flags.json.lock'), longAgo, longAgo);
      await backend.set('a', (flag) => flag?.text !== 'on');
    }
    expect(backend.snapshot.get('a')?.text).to.equal('off');
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

  function lock(holder: unknown): void {
    writeFileSync(
      folder.file('flags.json.lock'),
      typeof holder === 'string' ? holder : JSON.stringify(holder),
    );
  }
});
