import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `nobody`: database servers refuse to run as root. */
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const asNobody = isRoot ? { uid: NOBODY, gid: NOBODY } : {};

/** Ends the server `$0` and deletes its folder `$1` once whoever writes to its input is gone, however that ended. */
const GUARD = 'cat >/dev/null; kill -9 "$0"; rm -rf "$1"';

/** A server that the tests start, hang, kill and restart, with a folder of its own. It never outlives this process. */
export class ServerProcess {
  readonly folder: string;
  #process: ChildProcess | undefined;
  #log = '';

  /** `name`: a part of the name of the folder. */
  constructor(name: string) {
    this.folder = mkdtempSync(join(tmpdir(), `halyard-${name}-`));
    if (isRoot) chownSync(this.folder, NOBODY, NOBODY);
  }

  /** What the server printed since it was started last. */
  get log(): string {
    return this.#log;
  }

  /** Runs a program to its end, as the user that the server runs as. */
  prepare(program: string, ...args: readonly string[]): void {
    execFileSync(program, args, { cwd: this.folder, stdio: ['ignore', 'ignore', 'pipe'], ...asNobody });
  }

  /** Resolves once the server prints what matches. */
  async start(program: string, args: readonly string[], ready: RegExp): Promise<void> {
    const child = spawn(program, args, {
      cwd: this.folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      ...asNobody,
    });
    this.#process = child;
    this.#log = '';
    const guard = spawn('sh', ['-c', GUARD, String(child.pid), this.folder], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    guard.unref();
    (guard.stdin as Socket | null)?.unref();
    child.once('exit', (code, signal) => {
      guard.kill('SIGKILL');
      if (signal !== 'SIGKILL') process.stderr.write(`${program} ended (${signal ?? code}):\n${this.#log}\n`);
    });
    const gone = once(child, 'close').then(() => {
      throw new Error(`${program} did not start:\n${this.#log}`);
    });
    const isReady = new Promise<void>((resolve) => {
      child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
        this.#log += chunk;
        if (ready.test(this.#log)) resolve();
      });
    });
    gone.catch(() => {});
    await Promise.race([isReady, gone]);
  }

  /** `kill -9`, and waits until it is gone. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Lets this process end although the server runs: it is killed then. */
  unref(): void {
    this.#process?.unref();
    (this.#process?.stderr as Socket | undefined)?.unref();
  }

  /** Hangs the server (SIGSTOP): connections stay, nothing is answered. */
  pause(): void {
    this.#signal('SIGSTOP');
  }

  /** Ends `pause`. */
  resume(): void {
    this.#signal('SIGCONT');
  }

  /** Ends the server and deletes its folder. Calling it again changes nothing. */
  async stop(): Promise<void> {
    this.resume();
    await this.#end('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    this.#signal(signal);
    await gone;
  }

  #signal(signal: NodeJS.Signals): void {
    const child = this.#process;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    // PostgreSQL has a process for each connection, in a group of its own.
    const others = childrenOf(child.pid);
    for (const pid of [child.pid, ...others]) {
      try {
        process.kill(pid, signal);
      } catch {}
    }
  }
}

function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' });
  return stdout.split('\n').filter(Boolean).map(Number);
}
