import type { Backend } from '@halyard/core';
import type { StoreBackendOptions } from '@halyard/core/store';
import { migrate, SqlBackend } from '@halyard/sql';
import { EtcdBackend } from '@halyard/stores/etcd';
import { RemoteBackend } from '@halyard/stores/remote';
import { TOKENS } from '../../admin/admin-server.js';
import { MariadbServer } from '../../support/sql/mariadb-server.js';
import { PostgresServer } from '../../support/sql/postgres-server.js';
import { REMOVE, UPSERT } from '../../support/sql/sql-worlds.js';
import { TcpProxy } from '../../support/tcp-proxy.js';
import { EtcdServer } from '../../stores/etcd/etcd-server.js';
import { Upstream } from '../../stores/remote/upstream.js';

/** A store on a server of its own, with a network between it and the replicas. */
export interface SoakWorld {
  readonly network: TcpProxy;
  /** The state of a replica that misses nothing. */
  readonly healthy: 'live' | 'polling';
  /** A replica behind the network. */
  replica(options: StoreBackendOptions): Backend;
  /** Stores or removes a flag past the network. Rejects while the server is away. */
  change(name: string, text: string | undefined): Promise<unknown>;
  stored(): Promise<ReadonlyMap<string, string>>;
  kill(): Promise<void>;
  restart(): Promise<void>;
  /** Hangs the server or, if it is another Halyard, takes its store away. */
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
}

/** The stores that are to survive flips and faults, by name. */
export const worlds: Readonly<Record<string, () => Promise<SoakWorld>>> = {
  PostgreSQL: async () => sqlWorld('postgres', await PostgresServer.start()),
  MariaDB: async () => sqlWorld('mysql', await MariadbServer.start()),
  etcd: etcdWorld,
  'another Halyard': remoteWorld,
};

async function sqlWorld(
  dialect: 'postgres' | 'mysql',
  server: PostgresServer | MariadbServer,
): Promise<SoakWorld> {
  await migrate(server.url);
  const network = await TcpProxy.start(server.address);
  const url = server.url.replace(String(server.port), String(network.port));
  return {
    network,
    healthy: dialect === 'postgres' ? 'live' : 'polling',
    replica: (options) => new SqlBackend(url, options),
    change: (name, text) =>
      text === undefined ? server.sql(REMOVE[dialect], [name]) : server.sql(UPSERT[dialect], [name, text]),
    stored: async () => {
      const rows = await server.sql('SELECT name, text FROM feature_flags');
      return new Map(rows.map(({ name, text }) => [String(name), String(text)]));
    },
    kill: () => server.process.kill(),
    restart: () => server.restart(),
    pause: () => server.process.pause(),
    resume: () => server.process.resume(),
    stop: async () => {
      await network.close();
      await server.process.stop();
    },
  };
}

async function etcdWorld(): Promise<SoakWorld> {
  const server = await EtcdServer.start();
  const network = await TcpProxy.start({ host: '127.0.0.1', port: server.port });
  return {
    network,
    healthy: 'live',
    replica: (options) => new EtcdBackend(`http://127.0.0.1:${network.port}`, options),
    change: (name, text) => server.change(`feature_flags/${name}`, text),
    stored: () => server.all('feature_flags/'),
    kill: () => server.kill(),
    restart: () => server.restart(),
    pause: () => server.pause(),
    resume: () => server.resume(),
    stop: async () => {
      await network.close();
      await server.stop();
    },
  };
}

async function remoteWorld(): Promise<SoakWorld> {
  const server = new Upstream();
  await server.start();
  const network = await TcpProxy.start({ host: '127.0.0.1', port: server.port });
  const setShut = (shut: Error | undefined): void => {
    server.store.shut = shut;
    server.store.watcher?.changed();
  };
  return {
    network,
    healthy: 'live',
    replica: (options) =>
      new RemoteBackend(`http://127.0.0.1:${network.port}`, { token: TOKENS.writer, ...options }),
    change: async (name, text) => server.store.change(name, text),
    stored: async () => server.store.texts,
    kill: () => server.kill(),
    restart: () => server.start(),
    pause: () => setShut(new Error('no route to the room')),
    resume: () => setShut(undefined),
    stop: async () => {
      await network.close();
      await server.kill();
    },
  };
}
