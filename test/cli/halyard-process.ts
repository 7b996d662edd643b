import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { until } from '../support/until.js';

const BIN = fileURLToPath(new URL('../../packages/cli/src/bin.ts', import.meta.url));
const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));

let bundled: Promise<string> | undefined;

/** The command line out of the sources as one file, so that each of many processes starts at once. Made once. */
function bundle(): Promise<string> {
  bundled ??= (async () => {
    // Where the packages that are not bundled are found.
    const folder = mkdtempSync(join(MODULES, '.halyard-bin-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    const outfile = join(folder, 'halyard.cjs');
    await build({
      entryPoints: [BIN],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      conditions: ['@halyard/source'],
      // What can't be bundled, and drivers that few processes load, which all would have to parse.
      external: ['libsql', '@aws-sdk/client-s3', 'ioredis', 'mysql2', 'pg', 'prom-client'],
      outfile,
      logLevel: 'error',
    });
    return outfile;
  })();
  return bundled;
}

export interface HalyardOptions {
  /** The working directory. */
  readonly cwd?: string;
  /** Variables besides those that every process has. */
  readonly env?: Readonly<Record<string, string>>;
  /** What standard input holds. @default nothing */
  readonly input?: string;
  /** Whether the standard streams are a terminal; standard error is then part of standard output. @default false */
  readonly isTerminal?: boolean;
}

/** A process that has ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process of `halyard`. Its standard streams are pipes. */
export class HalyardProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<Ended>;
  stdout = '';
  stderr = '';

  private constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child;
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (this.stdout += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (this.stderr += chunk));
    // A process that fails before it reads its input closes it.
    child.stdin.on('error', () => {});
    this.#ended = once(child, 'close').then(([code]) => ({
      code: code as number | null,
      stdout: this.stdout,
      stderr: this.stderr,
    }));
  }

  static async start(args: readonly string[], options: HalyardOptions = {}): Promise<HalyardProcess> {
    const { REDIS_URL: _, FORCE_COLOR: _2, NO_COLOR: _3, ...env } = process.env;
    const command = [process.execPath, await bundle(), ...args];
    const quoted = command.map((each) => `'${each}'`).join(' ');
    const [program, ...rest] = options.isTerminal ? ['script', '-qefc', quoted, '/dev/null'] : command;
    const child = spawn(program!, rest, {
      cwd: options.cwd ?? tmpdir(),
      env: { ...env, ...options.env },
      // Whatever goes wrong, none outlives its test for long.
      timeout: 60_000,
      killSignal: 'SIGKILL',
    });
    child.stdin.end(options.input ?? '');
    return new HalyardProcess(child);
  }

  /** Resolves when the process has ended. */
  ended(): Promise<Ended> {
    return this.#ended;
  }

  /** Waits until it has printed what matches on either stream; resolves with the match. */
  prints(pattern: RegExp): Promise<RegExpExecArray> {
    return until(`it prints ${pattern}`, () => {
      if (this.#child.exitCode !== null) throw new Error(`it ended:\n${this.stdout}${this.stderr}`);
      return pattern.exec(this.stdout) ?? pattern.exec(this.stderr);
    });
  }

  /** Sends a signal, waits until the process has ended, and kills it if it does not. */
  async stop(signal: NodeJS.Signals = 'SIGINT'): Promise<Ended> {
    const killer = setTimeout(() => this.#child.kill('SIGKILL'), 8000);
    if (this.#child.exitCode === null) this.#child.kill(signal);
    const ended = await this.#ended;
    clearTimeout(killer);
    return ended;
  }

  /** Stops reading what it prints, as `head` does. */
  closeOutput(): void {
    this.#child.stdout.destroy();
  }
}

/** Runs `halyard` with these arguments to its end. */
export async function halyard(args: readonly string[], options?: HalyardOptions): Promise<Ended> {
  return (await HalyardProcess.start(args, options)).ended();
}
