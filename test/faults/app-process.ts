import { bundledProgram } from '../support/bundled-program.js';
import { Program } from '../support/program.js';
import type { Edit, EditOutcome, Setup } from './app-protocol.js';
import type { BackendStatus } from '@halyard/core';
import { eventually } from '../support/until.js';

const START_MS = 30_000;

/** `app.ts` in a process of its own, over one client library. */
export class AppProcess {
  readonly client: string;
  readonly origin: string;
  readonly #program: Program;
  #opened = 0;

  private constructor(client: string, origin: string, program: Program) {
    this.client = client;
    this.origin = origin;
    this.#program = program;
  }

  static async start(client: string, env: Readonly<Record<string, string>> = {}): Promise<AppProcess> {
    const app = await bundledProgram(new URL('app.ts', import.meta.url));
    const program = Program.start(app, { CLIENT: client, FEATURE_GATED: 'off', ...env });
    try {
      const url = await program.url(START_MS);
      return new AppProcess(client, url.replace('localhost', '127.0.0.1'), program);
    } catch (error) {
      await program.stop();
      throw error;
    }
  }

  get pid(): number {
    return this.#program.pid;
  }

  /** Flags of its own for one fault. */
  async open(setup: Setup): Promise<AppFlags> {
    const flags = new AppFlags(this, `${this.origin}/flags/${++this.#opened}`);
    await ask(flags.url, 'PUT', setup);
    return flags;
  }

  /** What no handler caught since it was started: rejections, exceptions, warnings of the process. */
  async problems(): Promise<readonly string[]> {
    return (await ask(`${this.origin}/problems`)) as readonly string[];
  }

  /** Sets its clock so much before or after the right time. */
  async setClock(offsetMs: number): Promise<void> {
    await ask(`${this.origin}/clock/${offsetMs}`, 'POST');
  }

  /** Has a host name lead to an address. */
  async learnHost(name: string, address: string): Promise<void> {
    await ask(`${this.origin}/hosts/${name}/${address}`, 'POST');
  }

  /** Stops it where it is (SIGSTOP) until `resume`. */
  pause(): void {
    process.kill(this.pid, 'SIGSTOP');
  }

  resume(): void {
    process.kill(this.pid, 'SIGCONT');
  }

  /** `kill -9`, and waits until it is gone. Calling it again changes nothing. */
  async kill(): Promise<void> {
    await this.#program.kill();
  }

  /** Asks it to end; resolves with its exit code, `null` when it did not end by itself. */
  stop(): Promise<number | null> {
    return this.#program.stop();
  }
}

/** One set of flags in the app: `url/gated` answers 200 while the flag `gated` is on, else 404. */
export class AppFlags {
  readonly app: AppProcess;
  readonly url: string;

  constructor(app: AppProcess, url: string) {
    this.app = app;
    this.url = url;
  }

  /** The status of the layer that reads Redis. */
  async status(): Promise<BackendStatus> {
    const { layers } = (await ask(`${this.url}/status`)) as BackendStatus;
    return layers![0]!;
  }

  /** The text of every flag that it has from Redis. */
  async texts(): Promise<Readonly<Record<string, string>>> {
    return (await ask(`${this.url}/texts`)) as Readonly<Record<string, string>>;
  }

  /** The texts of these flags at one moment, `null` where there is none. */
  async textsOf(...names: readonly string[]): Promise<readonly (string | null)[]> {
    const query = names.map((name) => `name=${name}`).join('&');
    return (await ask(`${this.url}/texts?${query}`)) as readonly (string | null)[];
  }

  /** How long each request to the gate since the last time was in the app, in milliseconds. */
  async times(): Promise<readonly number[]> {
    return (await ask(`${this.url}/times`)) as readonly number[];
  }

  async version(name: string): Promise<string | null> {
    return (await ask(`${this.url}/version/${name}`)) as string | null;
  }

  async edit(edit: Edit): Promise<EditOutcome> {
    return (await ask(`${this.url}/edit`, 'POST', edit)) as EditOutcome;
  }

  async setPassword(password: string): Promise<void> {
    await ask(`${this.url}/password/${password}`, 'POST');
  }

  /** Waits until the layer that reads Redis is in this state, for this reason. */
  async reaches(state: string, reason: RegExp = /(?:)/, ms = 10_000): Promise<void> {
    await eventually(
      `the ${this.app.client} app is ${state}, ${reason}`,
      async () => {
        const status = await this.status();
        if (status.state === state && reason.test(status.reason ?? '')) return true;
        throw new Error(`${status.state}, ${status.reason}`);
      },
      ms,
    );
  }

  async close(): Promise<void> {
    await ask(this.url, 'DELETE');
  }
}

async function ask(url: string, method = 'GET', body?: object): Promise<unknown> {
  const response = await fetch(url, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(15_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text.slice(0, 500)}`);
  return text === '' ? undefined : JSON.parse(text);
}
