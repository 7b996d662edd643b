import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../support/free-port.js';
import { until } from '../../support/until.js';

const running = new Set<EtcdServer>();
process.once('exit', () => {
  for (const server of running) server.killNow();
});

/** A private `etcd` process on 127.0.0.1 with its own folder, for tests to kill and restart. It never outlives this process. */
export class EtcdServer {
  readonly #folder = mkdtempSync(join(tmpdir(), 'halyard-etcd-'));
  #process: ChildProcess | undefined;
  #ports: readonly [client: number, peer: number] = [0, 0];
  #log = '';

  /** Resolves when the server answers. */
  static async start(): Promise<EtcdServer> {
    const server = new EtcdServer();
    running.add(server);
    server.#ports = [await freePort(), await freePort()];
    await server.restart();
    return server;
  }

  get port(): number {
    return this.#ports[0];
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Removes the data of a server that was killed. */
  forget(): void {
    rmSync(join(this.#folder, 'data'), { recursive: true });
  }

  /** Starts it again, with its data. */
  async restart(): Promise<void> {
    const peer = `http://127.0.0.1:${this.#ports[1]}`;
    const options = {
      '--data-dir': join(this.#folder, 'data'),
      '--listen-client-urls': this.url,
      '--advertise-client-urls': this.url,
      '--listen-peer-urls': peer,
      '--initial-advertise-peer-urls': peer,
      '--initial-cluster': `default=${peer}`,
    };
    const child = spawn('etcd', Object.entries(options).flat(), { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#process = child;
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (this.#log += chunk));
    child.once('error', (error) => (this.#log += String(error)));
    await until(
      'etcd answers',
      async () => {
        if (child.exitCode !== null) throw new Error(this.#log);
        return (await this.call('/v3/maintenance/status', {})) !== undefined;
      },
      20_000,
      50,
    );
  }

  /** Asks the gateway, with a token where authentication is enabled. */
  async call<Answer>(path: string, body: object, token?: string): Promise<Answer> {
    const headers = token === undefined ? {} : { Authorization: token };
    const response = await fetch(this.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Answer;
  }

  /** Changes a key as `etcdctl` does. */
  async change(key: string, text: string | undefined): Promise<void> {
    const encoded = Buffer.from(key).toString('base64');
    if (text === undefined) await this.call('/v3/kv/deleterange', { key: encoded });
    else await this.call('/v3/kv/put', { key: encoded, value: Buffer.from(text).toString('base64') });
  }

  /** The texts under a prefix, by the rest of their keys. */
  async all(prefix: string): Promise<Map<string, string>> {
    const encoded = (text: string): string => Buffer.from(text).toString('base64');
    // The first key behind all that begin with the prefix, whose last character is a slash.
    const end = `${prefix.slice(0, -1)}0`;
    const { kvs = [] } = await this.call<{ kvs?: { key: string; value?: string }[] }>('/v3/kv/range', {
      key: encoded(prefix),
      range_end: encoded(end),
    });
    const decoded = (text = ''): string => Buffer.from(text, 'base64').toString();
    return new Map(kvs.map(({ key, value }) => [decoded(key).slice(prefix.length), decoded(value)]));
  }

  /** Hangs it (SIGSTOP): connections stay, nothing is answered. */
  pause(): void {
    this.#process?.kill('SIGSTOP');
  }

  /** Ends `pause`. */
  resume(): void {
    this.#process?.kill('SIGCONT');
  }

  /** `kill -9`. */
  async kill(): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  async stop(): Promise<void> {
    await this.kill();
    running.delete(this);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** For the end of this process, when nothing can be awaited any more. */
  killNow(): void {
    this.#process?.kill('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
