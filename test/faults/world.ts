import { eventually } from '../support/until.js';
import type { Whereabouts } from './app-protocol.js';
import { RedisCluster } from '../support/redis-cluster.js';
import { RedisSentinels } from '../support/redis-sentinel.js';
import { RedisServer, type RedisServerOptions } from '../support/redis-server.js';
import { TcpProxy } from '../support/tcp-proxy.js';

/** The servers that a fault befalls. */
export interface World {
  /** Where the apps are to find the flags. */
  readonly at: Whereabouts;
  /** Runs a command where the hash is at present, past whatever is between it and the apps. */
  cli(...args: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

/** Stores texts of flags, tried again until they are taken: by a server that is away or refuses, too. */
export function store(world: World, texts: Readonly<Record<string, string>>, ms = 30_000): Promise<unknown> {
  const pairs = Object.entries(texts).flat();
  return eventually(
    `HSET of ${Object.keys(texts).join(', ')} is taken`,
    async () => {
      const reply = await world.cli('HSET', 'feature_flags', ...pairs);
      if (/^\d+$/.test(reply)) return true;
      throw new Error(reply);
    },
    ms,
  );
}

/** The hash as it is stored. */
export async function storedFlags(world: World): Promise<Readonly<Record<string, string>>> {
  // Through JSON, which has no trouble with any text.
  const script = `
    local flat, pairs = redis.call('HGETALL', KEYS[1]), {}
    for i = 1, #flat, 2 do pairs[(i + 1) / 2] = {flat[i], flat[i + 1]} end
    return #pairs == 0 and '[]' or cjson.encode(pairs)`;
  const json = await world.cli('EVAL', script, '1', 'feature_flags');
  return Object.fromEntries(JSON.parse(json) as [string, string][]);
}

/** The names of the flags whose texts are not the same in both. */
export function differences(
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
): readonly string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (name) => one[name] !== other[name],
  );
}

/** One server, to which the apps connect directly. */
export class ServerWorld implements World {
  readonly server: RedisServer;
  /** The server that takes writes. */
  writable: RedisServer;
  #repeated: NodeJS.Timeout | undefined;

  protected constructor(server: RedisServer) {
    this.server = server;
    this.writable = server;
  }

  static async start(options: RedisServerOptions = {}): Promise<ServerWorld> {
    return new ServerWorld(await RedisServer.start(options));
  }

  get at(): Whereabouts {
    return this.server.address;
  }

  cli(...args: readonly string[]): Promise<string> {
    return this.writable.cli(...args);
  }

  /** Does something every so many milliseconds until `noMore`, whether or not it succeeds. */
  again(everyMs: number, action: () => Promise<unknown>): void {
    this.#repeated = setInterval(() => void action().catch(() => {}), everyMs);
  }

  async noMore(): Promise<void> {
    clearInterval(this.#repeated);
  }

  async stop(): Promise<void> {
    clearInterval(this.#repeated);
    await this.server.stop();
  }
}

/** One server, with a network between it and the apps. */
export class NetworkWorld extends ServerWorld {
  readonly network: TcpProxy;
  /** What the apps call the host, if not by its address. */
  readonly #host: string;

  private constructor(server: RedisServer, network: TcpProxy, host: string) {
    super(server);
    this.network = network;
    this.#host = host;
  }

  static async startNetwork(host = '127.0.0.1', options: RedisServerOptions = {}): Promise<NetworkWorld> {
    const server = await RedisServer.start(options);
    return new NetworkWorld(server, await TcpProxy.start(server), host);
  }

  override get at(): Whereabouts {
    return { host: this.#host, port: this.network.port };
  }

  override async stop(): Promise<void> {
    await this.network.close();
    await super.stop();
  }
}

/** A server, which the apps connect to, and its replica. */
export class PairWorld extends ServerWorld {
  readonly #other: RedisServer;

  private constructor(server: RedisServer, other: RedisServer) {
    super(server);
    this.#other = other;
  }

  static async startPair(): Promise<PairWorld> {
    const server = await RedisServer.start();
    return new PairWorld(
      server,
      await RedisServer.start({ config: [`replicaof ${server.host} ${server.port}`] }),
    );
  }

  /** Makes a replica of the server that the apps connect to. */
  async swapRoles(): Promise<void> {
    const { host, port } = this.#other;
    await inStep(this.#other);
    await this.#haveTheSame();
    await this.#other.cli('REPLICAOF', 'NO', 'ONE');
    await this.server.cli('REPLICAOF', host, String(port));
    this.writable = this.#other;
    await inStep(this.server);
  }

  /** Makes a master of it again, in peace: with all that was written to the other. */
  async promote(): Promise<void> {
    await this.#other.cli('CONFIG', 'SET', 'min-replicas-to-write', '9');
    await this.#haveTheSame();
    await this.server.cli('REPLICAOF', 'NO', 'ONE');
    this.writable = this.server;
  }

  async #haveTheSame(): Promise<void> {
    await eventually('the replica has all that was written', async () => {
      const [here, there] = await Promise.all([this.server, this.#other].map(replicationOffset));
      return here === there;
    });
  }

  override async stop(): Promise<void> {
    await Promise.all([super.stop(), this.#other.stop()]);
  }
}

async function replicationOffset(server: RedisServer): Promise<string | undefined> {
  return /(?:slave_repl|master_repl)_offset:(\d+)/.exec(await server.cli('INFO', 'replication'))?.[1];
}

async function inStep(replica: RedisServer): Promise<void> {
  await eventually('the replica is in step', async () =>
    (await replica.cli('INFO', 'replication')).includes('master_link_status:up'),
  );
}

/** A Redis Cluster. */
export class ClusterWorld implements World {
  readonly cluster: RedisCluster;
  /** A node that is alive. */
  contact: RedisServer;

  private constructor(cluster: RedisCluster) {
    this.cluster = cluster;
    this.contact = cluster.masters[0]!;
  }

  static async start(replicas: boolean): Promise<ClusterWorld> {
    return new ClusterWorld(await RedisCluster.start({ replicas }));
  }

  get at(): Whereabouts {
    return { cluster: this.cluster.servers.map(({ address }) => address) };
  }

  cli(...args: readonly string[]): Promise<string> {
    return this.contact.cli('-c', ...args);
  }

  stop(): Promise<void> {
    return this.cluster.stop();
  }
}

/** A master, its replicas and Sentinels. */
export class SentinelWorld implements World {
  readonly sentinels: RedisSentinels;

  private constructor(sentinels: RedisSentinels) {
    this.sentinels = sentinels;
  }

  static async start(): Promise<SentinelWorld> {
    return new SentinelWorld(await RedisSentinels.start());
  }

  get at(): Whereabouts {
    const { name, sentinels } = this.sentinels;
    return { master: name, sentinels: sentinels.map(({ address }) => address) };
  }

  async cli(...args: readonly string[]): Promise<string> {
    return (await this.sentinels.master()).cli(...args);
  }

  stop(): Promise<void> {
    return this.sentinels.stop();
  }
}
