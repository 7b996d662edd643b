import { expect } from 'chai';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from '../support/until.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

describe('npm start', () => {
  let folder: string;
  let npm: ChildProcess;
  let url: string;

  beforeEach(async function () {
    this.timeout(60_000);
    folder = mkdtempSync(join(tmpdir(), 'halyard-'));
    const shop = { PORT: '0', REDIS_URL: '', FLAG_FILE: join(folder, 'flags.yaml') };
    // In a process group of its own, as a terminal would start it.
    npm = spawn('npm', ['start'], { cwd: ROOT, env: { ...process.env, ...shop }, detached: true });
    let printed = '';
    npm.stdout!.setEncoding('utf8').on('data', (chunk: string) => (printed += chunk));
    npm.stderr!.resume();
    const address = (): RegExpExecArray | null => /http:\/\/localhost:\d+/.exec(printed);
    [url] = await until('the shop prints its address', address, 50_000);
    expect((await fetch(url)).status).to.equal(200);
  });

  afterEach(() => {
    try {
      process.kill(-npm.pid!, 'SIGKILL');
    } catch {
      // Nothing of it is left.
    }
    rmSync(folder, { recursive: true });
  });

  const ways: readonly [name: string, end: (npm: number) => void][] = [
    // A terminal sends it to each process of the group.
    ['Ctrl-C', (pid) => process.kill(-pid, 'SIGINT')],
    ['SIGTERM to npm alone', (pid) => process.kill(pid, 'SIGTERM')],
  ];

  for (const [name, end] of ways) {
    it(`runs the shop until ${name}`, async () => {
      // Closed once no process has its output any more.
      const closed = once(npm, 'close');
      end(npm.pid!);
      await closed;
      expect(await fetch(url).catch(() => 'refused')).to.equal('refused');
    });
  }
});
