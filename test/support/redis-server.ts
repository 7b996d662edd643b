import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';
import { redisCliBinary, redisServerBinary } from './redis-binary.js';
import { replyText } from './redis-connection.js';
import { until } from './until.js';

export interface RedisServerOptions {
  /** @default a free one */
  readonly port?: number;
  /** `true`: every write is on disk before it is answered, so that it survives a kill. @default false */
  readonly persistent?: boolean;
  /** Lines of the configuration file, such as `requirepass secret`. */
  readonly config?: readonly string[];
  /** Run as a Sentinel. */
  readonly sentinel?: boolean;
  /** How this connection is to authenticate for `cli`. */
  readonly cliArguments?: readonly string[];
}

/** One line of CLIENT LIST. */
export type ClientInfo = ReadonlyMap<string, string>;

const running = new Set<RedisServer>();
process.once('exit', () => {
  for (const server of running) server.killNow();
});

/**
 * A private `redis-server` process on 127.0.0.1 with its own folder, for tests to kill, hang and restart. It never
 * outlives this process.
 */
export class RedisServer {
  readonly host: string = '127.0.0.1';
  readonly port: number;
  readonly #folder = mkdtempSync(join(tmpdir(), 'halyard-redis-'));
  readonly #options: RedisServerOptions;
  #process: ChildProcess | undefined;
  #log = '';

  private constructor(port: number, options: RedisServerOptions) {
    this.port = port;
    this.#options = options;
  }

  /** Resolves when the server accepts connections and has its data. */
  static async start(options: RedisServerOptions = {}): Promise<RedisServer> {
    for (let attempt = 1; ; attempt++) {
      const server = new RedisServer(options.port ?? (await freePort()), options);
      running.add(server);
      try {
        await server.#spawn();
        return server;
      } catch (error) {
        await server.stop();
        // Somebody else took the port meanwhile.
        if (attempt === 5 || options.port !== undefined || !String(error).includes('in use')) throw error;
      }
    }
  }

  get url(): string {
    return `redis://${this.host}:${this.port}`;
  }

  get address(): { host: string; port: number } {
    return { host: this.host, port: this.port };
  }

  get pid(): number {
    if (this.#process?.pid === undefined) throw new Error('this server is not running');
    return this.#process.pid;
  }

  /** What the server printed since it was started last. */
  get log(): string {
    return this.#log;
  }

  /**
   * Runs a command; resolves with what `redis-cli` prints for its reply. The real `redis-cli` runs where the arguments
   * begin with an option of it, such as `-n 3`, or where it has to authenticate.
   */
  cli(...args: readonly string[]): Promise<string> {
    const needsProgram = args[0]!.startsWith('-') || this.#options.cliArguments !== undefined;
    return needsProgram ? this.#redisCli(args) : replyText(this.address, args);
  }

  /** Runs commands one after another as lines of the real `redis-cli`, which takes any byte as `"\xff"`. */
  lines(...commands: readonly string[]): Promise<string> {
    return this.#redisCli([], `${commands.join('\n')}\n`);
  }

  /** The connections to the server by CLIENT LIST, those of `cli` aside. */
  async clients(): Promise<ClientInfo[]> {
    const list = await this.cli('CLIENT', 'LIST');
    return list
      .split('\n')
      .filter((line) => line !== '' && !line.includes('cmd=client|list') && !line.includes('cmd=client '))
      .map((line) => new Map(line.split(' ').map((pair) => pair.split('=', 2) as [string, string])));
  }

  /** `kill -9`, and waits until the process is gone. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** Shuts the server down in peace and deletes its folder. Calling it again changes nothing. */
  async stop(): Promise<void> {
    this.resume();
    await this.#end(this.#options.sentinel ? 'SIGKILL' : 'SIGTERM');
    running.delete(this);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Starts a server that was killed again, on the same port: with its data when `persistent`, else empty. */
  async restart(): Promise<void> {
    await this.kill();
    await this.#spawn();
  }

  /** Hangs the server (SIGSTOP): connections stay, nothing is answered. */
  pause(): void {
    this.#process?.kill('SIGSTOP');
  }

  /** Ends `pause`. */
  resume(): void {
    this.#process?.kill('SIGCONT');
  }

  /** For the end of this process, when nothing can be awaited any more. */
  killNow(): void {
    this.#process?.kill('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #spawn(): Promise<void> {
    const file = join(this.#folder, 'redis.conf');
    writeFileSync(file, `${this.#configuration().join('\n')}\n`);
    const child = spawn(redisServerBinary(), [file, ...(this.#options.sentinel ? ['--sentinel'] : [])], {
      cwd: this.#folder,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.#process = child;
    this.#log = '';
    const gone = once(child, 'close').then(() => {
      throw new Error(`redis-server did not start:\n${this.#log}`);
    });
    const ready = new Promise<void>((resolve) => {
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        this.#log += chunk;
        if (/Ready to accept connections|Sentinel ID is/.test(this.#log)) resolve();
      });
    });
    gone.catch(() => {});
    await Promise.race([ready, gone]);
  }

  #configuration(): readonly string[] {
    const { persistent, sentinel, config = [] } = this.#options;
    const everywhere = [`port ${this.port}`, `bind ${this.host}`, `dir ${this.#folder}`];
    if (sentinel) return [...everywhere, ...config];
    return [
      ...everywhere,
      'save ""',
      `appendonly ${persistent ? 'yes' : 'no'}`,
      'appendfsync always',
      'repl-diskless-sync-delay 0',
      ...config,
    ];
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    const forced = setTimeout(() => child.kill('SIGKILL'), 3000);
    await gone;
    clearTimeout(forced);
  }

  #redisCli(args: readonly string[], input?: string): Promise<string> {
    const connection = ['-h', this.host, '-p', String(this.port), ...(this.#options.cliArguments ?? [])];
    return new Promise((resolve, reject) => {
      const child = execFile(
        redisCliBinary(),
        [...connection, ...args],
        { timeout: 20_000, maxBuffer: 256 * 1024 * 1024 },
        (error, stdout) => (error ? reject(error) : resolve(stdout.replace(/\n$/, ''))),
      );
      child.stdin?.end(input);
    });
  }
}

/** Waits until no connection to `server` has this name any more. */
export async function untilNoClientNamed(server: RedisServer, name: string): Promise<void> {
  await until(`no connection named ${name}`, async () =>
    (await server.clients()).every((client) => client.get('name') !== name),
  );
}
