import type { RedisClient } from '@halyard/redis';
import * as ioredis6 from 'ioredis';
import * as ioredis5 from 'ioredis5';
import * as redis6 from 'redis';
import * as redis5 from 'redis5';

export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface Login {
  readonly username?: string;
  readonly password?: string;
}

/** A client of the test's own, as an application has one. */
export interface ClientInUse {
  readonly client: RedisClient;
  /** Ends the client, in whatever state it is. */
  end(): void;
}

/** A client of the test's own to a single server. */
export interface ClientToServer extends ClientInUse {
  /** Gives its next connections this password, as an application whose password is rotated does. */
  setPassword(password: string): void;
}

/** A version of a client library, and how an application makes clients with it. Their `error` events are listened to. */
export interface ClientKind {
  readonly name: string;
  readonly family: 'node-redis' | 'ioredis';
  /** A client that is not connected. */
  client(address: Address, login?: Login): ClientToServer;
  connected(address: Address, login?: Login): Promise<ClientInUse>;
  cluster(nodes: readonly Address[]): Promise<ClientInUse>;
  sentinel(master: string, sentinels: readonly Address[]): Promise<ClientInUse>;
}

export const clientKinds: readonly ClientKind[] = [
  nodeRedis('node-redis 6', redis6),
  nodeRedis('node-redis 5', redis5 as unknown as typeof redis6),
  ioredis('ioredis 6', ioredis6),
  ioredis('ioredis 5', ioredis5 as unknown as typeof ioredis6),
];

function nodeRedis(name: string, library: typeof redis6): ClientKind {
  const client = ({ host, port }: Address, login: Login = {}) => {
    const made = library.createClient({ socket: alike({ host, port }), ...login });
    made.on('error', () => {});
    const setPassword = (password: string): void => {
      made.options.credentialsProvider = {
        type: 'async-credentials-provider',
        credentials: () => Promise.resolve({ password }),
      };
    };
    return { client: made, setPassword, end: () => quietly(() => made.destroy()) };
  };
  return {
    name,
    family: 'node-redis',
    client,
    connected: async (address, login) => {
      const made = client(address, login);
      await made.client.connect();
      return made;
    },
    cluster: async (nodes) => {
      const made = library.createCluster({ rootNodes: nodes.map((socket) => ({ socket: { ...socket } })) });
      made.on('error', () => {});
      await made.connect();
      return { client: made, end: () => quietly(() => made.destroy()) };
    },
    sentinel: async (master, sentinels) => {
      const made = library.createSentinel({
        name: master,
        sentinelRootNodes: sentinels.map((node) => ({ ...node })),
      });
      made.on('error', () => {});
      await made.connect();
      return { client: made as unknown as RedisClient, end: () => quietly(() => made.destroy()) };
    },
  };
}

/**
 * The value with a JSON that any such value has. `createClient` makes a class, which takes milliseconds, unless the
 * JSON of its options is that of the last ones.
 */
function alike<T extends object>(value: T): T {
  return Object.assign(value, { toJSON: () => null });
}

function ioredis(name: string, library: typeof ioredis6): ClientKind {
  const client = (address: Address, login: Login = {}) => {
    const made = new library.Redis({ ...address, ...login, lazyConnect: true });
    made.on('error', () => {});
    const setPassword = (password: string): void => {
      made.options.password = password;
    };
    return { client: made, setPassword, end: () => made.disconnect() };
  };
  return {
    name,
    family: 'ioredis',
    client,
    connected: async (address, login) => {
      const made = client(address, login);
      await made.client.connect();
      return made;
    },
    cluster: async (nodes) => {
      const made = new library.Cluster([...nodes], { lazyConnect: true });
      made.on('error', () => {});
      await made.connect();
      return { client: made, end: () => made.disconnect() };
    },
    sentinel: async (master, sentinels) => {
      const made = new library.Redis({ name: master, sentinels: [...sentinels], lazyConnect: true });
      made.on('error', () => {});
      await made.connect();
      return { client: made, end: () => made.disconnect() };
    },
  };
}

function quietly(end: () => unknown): void {
  try {
    const ended = end();
    if (ended instanceof Promise) ended.catch(() => {});
  } catch {}
}
