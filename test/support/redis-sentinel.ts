import { RedisServer } from './redis-server.js';
import { eventually } from './until.js';

/** A master, its two replicas and three Sentinels that watch them: real processes. */
export class RedisSentinels {
  readonly name: string = 'main';
  readonly servers: readonly RedisServer[];
  readonly sentinels: readonly RedisServer[];

  private constructor(servers: readonly RedisServer[], sentinels: readonly RedisServer[]) {
    this.servers = servers;
    this.sentinels = sentinels;
  }

  /** Resolves when every Sentinel knows all of them. */
  static async start(): Promise<RedisSentinels> {
    const master = await RedisServer.start();
    const replicas = await Promise.all(
      [1, 2].map(() => RedisServer.start({ config: [`replicaof ${master.host} ${master.port}`] })),
    );
    const sentinels = await Promise.all(
      [1, 2, 3].map(() =>
        RedisServer.start({
          sentinel: true,
          config: [
            `sentinel monitor main ${master.host} ${master.port} 2`,
            'sentinel down-after-milliseconds main 1000',
            'sentinel failover-timeout main 3000',
          ],
        }),
      ),
    );
    const all = new RedisSentinels([master, ...replicas], sentinels);
    await eventually(
      'every Sentinel knows the replicas and the others',
      async () => {
        const views = await Promise.all(
          sentinels.map((sentinel) => sentinel.cli('SENTINEL', 'MASTER', 'main')),
        );
        return views.every((view) => /num-slaves\n2\n/.test(view) && /num-other-sentinels\n2\n/.test(view));
      },
      15_000,
    );
    return all;
  }

  /** The master by the Sentinels' present opinion. */
  async master(): Promise<RedisServer> {
    const [, port] = (await this.sentinels[0]!.cli('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', this.name)).split(
      '\n',
    );
    const master = this.servers.find((server) => server.port === Number(port));
    if (master === undefined) throw new Error(`the Sentinels name port ${port}, which is none of ours`);
    return master;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.sentinels, ...this.servers].map((server) => server.stop()));
  }
}
