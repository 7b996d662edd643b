import { RedisServer } from './redis-server.js';
import { eventually } from './until.js';

const SLOTS = 16_384;

/** A private Redis Cluster of real servers, the slots shared out evenly among its masters. */
export class RedisCluster {
  readonly masters: readonly RedisServer[];
  /** As many as there are masters, each the replica of the master at its place; or none. */
  readonly replicas: readonly RedisServer[];

  private constructor(masters: readonly RedisServer[], replicas: readonly RedisServer[]) {
    this.masters = masters;
    this.replicas = replicas;
  }

  /** Resolves when every server sees the whole cluster. */
  static async start(
    options: { readonly masters?: number; readonly replicas?: boolean } = {},
  ): Promise<RedisCluster> {
    const { masters = 3, replicas = false } = options;
    const servers = await Promise.all(
      Array.from({ length: replicas ? 2 * masters : masters }, () =>
        RedisServer.start({ config: ['cluster-enabled yes', 'cluster-node-timeout 1500'] }),
      ),
    );
    const cluster = new RedisCluster(servers.slice(0, masters), servers.slice(masters));
    await cluster.#join();
    return cluster;
  }

  get servers(): readonly RedisServer[] {
    return [...this.masters, ...this.replicas];
  }

  /** The server that holds the key at present. */
  async owner(key: string): Promise<RedisServer> {
    const slot = Number(await this.masters[0]!.cli('CLUSTER', 'KEYSLOT', key));
    for (const server of this.servers) {
      const nodes = await server.cli('CLUSTER', 'NODES').catch(() => '');
      const self = nodes.split('\n').find((line) => line.includes('myself,master')) ?? '';
      const ranges = self
        .split(' ')
        .slice(8)
        .filter((range) => /^\d/.test(range));
      const holds = ranges.some((range) => {
        const [first, last = first] = range.split('-').map(Number);
        return first! <= slot && slot <= last!;
      });
      if (holds) return server;
    }
    throw new Error(`no server holds slot ${slot}`);
  }

  /** The server that a slot is migrating to. */
  async importer(): Promise<RedisServer> {
    for (const server of this.masters) {
      if ((await server.cli('CLUSTER', 'NODES')).includes('-<-')) return server;
    }
    throw new Error('no slot is migrating');
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop()));
  }

  async #join(): Promise<void> {
    const share = SLOTS / this.masters.length;
    await Promise.all(
      this.masters.map(async (server, i) => {
        const [first, last] = [Math.ceil(i * share), Math.ceil((i + 1) * share) - 1];
        await server.cli('CLUSTER', 'ADDSLOTSRANGE', String(first), String(last));
        await server.cli('CLUSTER', 'SET-CONFIG-EPOCH', String(i + 1));
      }),
    );
    const [first, ...others] = this.servers;
    for (const { host, port } of others) await first!.cli('CLUSTER', 'MEET', host, String(port));
    await this.#untilAllSee(this.servers.length, 'connected');
    await Promise.all(
      this.replicas.map(async (server, i) => {
        await server.cli('CLUSTER', 'REPLICATE', await this.masters[i]!.cli('CLUSTER', 'MYID'));
        await eventually('the replica is in step', async () =>
          (await server.cli('INFO', 'replication')).includes('master_link_status:up'),
        );
      }),
    );
    await this.#untilAllSee(this.replicas.length, 'slave ');
    await eventually('the cluster is up', async () => {
      const infos = await Promise.all(this.servers.map((server) => server.cli('CLUSTER', 'INFO')));
      return infos.every((info) => info.includes('cluster_state:ok'));
    });
  }

  async #untilAllSee(count: number, what: string): Promise<void> {
    await eventually(`every server of the cluster sees ${count} × ${what}`, async () => {
      const views = await Promise.all(this.servers.map((server) => server.cli('CLUSTER', 'NODES')));
      return views.every(
        (view) =>
          !view.includes('handshake') &&
          view.split('\n').filter((line) => line.includes(what)).length >= count,
      );
    });
  }
}
