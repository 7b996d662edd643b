import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { until } from './until.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A program of this repository running in a process of its own. */
export class Program {
  readonly #child: ChildProcessWithoutNullStreams;
  #printed = '';

  private constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => (this.#printed += chunk));
    }
  }

  /** Starts `file` (a path from the root of the repository) with these variables besides those of this process. */
  static start(
    file: string,
    env: Readonly<Record<string, string>> = {},
    args: readonly string[] = [],
  ): Program {
    // What is built already starts at once.
    const loader = file.endsWith('.mjs') ? [] : ['--import=tsx', '--conditions=@halyard/source'];
    return new Program(
      spawn(process.execPath, [...loader, file, ...args], { cwd: ROOT, env: { ...process.env, ...env } }),
    );
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** All that it printed so far. */
  get printed(): string {
    return this.#printed;
  }

  /** Waits until it prints what matches; resolves with the match. */
  prints(pattern: RegExp, ms?: number): Promise<RegExpExecArray> {
    const matches = (): RegExpExecArray | null => {
      if (this.#child.exitCode !== null) throw new Error(`it ended, and had printed:\n${this.#printed}`);
      return pattern.exec(this.#printed);
    };
    return until(`it prints ${pattern}`, matches, ms);
  }

  /** The address it says that it listens on. */
  async url(ms?: number): Promise<string> {
    const [url] = await this.prints(/http:\/\/localhost:\d+/, ms);
    return url;
  }

  /** Types a line. */
  type(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  /** `kill -9`, and waits until it is gone. Calling it again changes nothing. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'close');
  }

  /** Asks it to end, waits for that, and resolves with the exit code; `null` when it had to be killed. */
  async stop(): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const killer = setTimeout(() => this.#child.kill('SIGKILL'), 8000);
      this.#child.kill('SIGINT');
      await once(this.#child, 'close');
      clearTimeout(killer);
    }
    return this.#child.exitCode;
  }
}
