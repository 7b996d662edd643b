import type { BackendStatus } from '@halyard/core';
import { HalyardProcess } from './halyard-process.js';

/** The token of every relay, which may read and write. */
export const TOKEN = 'a-token-of-the-relays';

/** A server of `halyard`, at a port that it keeps when it is started again. */
export class Relay {
  readonly url: string;
  readonly process: HalyardProcess;

  constructor(process: HalyardProcess, url: string) {
    this.process = process;
    this.url = url;
  }

  get port(): string {
    return new URL(this.url).port;
  }

  call(
    path: string,
    {
      headers = {},
      ...init
    }: Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      ...init,
      headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json', ...headers },
    });
  }

  async textOf(name: string): Promise<unknown> {
    return ((await (await this.call(`api/v1/flags/${name}`)).json()) as { text?: unknown }).text;
  }

  async status(): Promise<BackendStatus> {
    return ((await (await this.call('api/v1/status')).json()) as { status: BackendStatus }).status;
  }

  /** Stores a flag; resolves with the status of the answer. */
  async set(name: string, text: string): Promise<number> {
    return (await this.call(`api/v1/flags/${name}`, { method: 'PUT', body: JSON.stringify(text) })).status;
  }
}

/** The relays of a test, which end with it. */
export class Relays {
  readonly #folder: string;
  #running: HalyardProcess[] = [];

  /** They work in `folder`. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Resolves when it listens. */
  async serve(args: readonly string[], port = '0'): Promise<Relay> {
    const process = await HalyardProcess.start(['serve', '--port', port, '--json', ...args], {
      cwd: this.#folder,
      env: { HALYARD_TOKEN: TOKEN, HALYARD_UPSTREAM_TOKEN: TOKEN },
    });
    this.#running.push(process);
    await process.prints(/\n\}\n/);
    return new Relay(process, (JSON.parse(process.stdout) as { url: string }).url);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#running.map((each) => each.stop('SIGKILL')));
    this.#running = [];
  }
}
