import { endWith, type Connection, type ConnectionRequest } from './connection.js';
import { sameServer } from './same-server.js';
import { ifAllowed } from './server-error.js';

/** What is needed of an ioredis client (`new Redis`, with or without Sentinels), version 5 or 6, connected or not. */
export interface IoRedisClient {
  readonly status: string;
  readonly isCluster: boolean;
  readonly options: object;
  readonly stream: object;
  duplicate(overrides?: object): IoRedisClient;
  connect(): Promise<unknown>;
  disconnect(): void;
  call(command: string, ...args: string[]): Promise<unknown>;
  callBuffer(command: string, ...args: string[]): Promise<unknown>;
  subscribe(channel: string): Promise<unknown>;
  unsubscribe(channel: string): Promise<unknown>;
  ping(): Promise<unknown>;
  on(event: string, listener: (...values: unknown[]) => void): unknown;
}

const INVALIDATIONS = '__redis__:invalidate';

/**
 * Two duplicates of `client`, because ioredis drops the pushes of RESP3: one reads, the other subscribes to the server's
 * invalidations. Neither notices the other's end, so an event that ends one ends both.
 */
export async function openIoRedis(client: IoRedisClient, request: ConnectionRequest): Promise<Connection> {
  const reader = duplicate(client, request, { failoverDetector: true });
  const commands = {
    send: (command: string, ...args: string[]) => reader.call(command, ...args),
    sendForBytes: (command: string, ...args: string[]) => reader.callBuffer(command, ...args),
    database: (client.options as { readonly db?: number }).db ?? 0,
  };
  await reader.connect();
  if (!request.tracking) return { ...commands, verify: () => Promise.resolve() };
  const subscriber = duplicate(client, request, sameServer(reader));
  const listeners = new Map<string, (message: Buffer) => void>();
  subscriber.on('messageBuffer', (channel, message) => {
    const name = String(channel);
    // The message is a list of one key, or `null` for every key.
    if (name === INVALIDATIONS) request.changed((message as readonly Buffer[] | null)?.[0]?.toString());
    else listeners.get(name)?.(message as Buffer);
  });
  await subscriber.connect();
  const id = String(await subscriber.call('CLIENT', 'ID'));
  await subscriber.subscribe(INVALIDATIONS);
  await redirect(reader, id);
  const pushes: Connection['pushes'] = {
    track: (isOn) => (isOn ? redirect(reader, id) : reader.call('CLIENT', 'TRACKING', 'OFF')),
    subscribe(channel, listener) {
      listeners.set(channel, listener);
      return subscriber.subscribe(channel);
    },
    async unsubscribe(channel) {
      if (listeners.delete(channel)) await subscriber.unsubscribe(channel);
    },
  };
  // A refusal to PING is as good an answer as any.
  return { ...commands, verify: () => ifAllowed(subscriber.ping()), pushes };
}

/** Off is every option that reconnects, queues, repeats, renames keys or gives up: the connection manager does that. */
function duplicate(client: IoRedisClient, request: ConnectionRequest, overrides: object): IoRedisClient {
  request.lifetime.throwIfAborted();
  const connection = client.duplicate({
    connectionName: request.connectionName,
    protocol: 2,
    lazyConnect: true,
    keyPrefix: '',
    enableOfflineQueue: false,
    enableReadyCheck: false,
    enableAutoPipelining: false,
    autoResubscribe: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: null,
    reconnectOnError: null,
    sentinelRetryStrategy: null,
    commandTimeout: undefined,
    socketTimeout: undefined,
    monitor: false,
    scripts: undefined,
    himportFieldsets: undefined,
    // How long to wait for a hung server to end the connection.
    disconnectTimeout: 50,
    ...overrides,
  });
  // This comes before `connect` rejects with only "Connection is closed.", or, in ioredis 5, resolves although the
  // password was refused.
  connection.on('error', request.lost);
  connection.on('close', () => request.lost(new Error('the connection was closed')));
  endWith(request.lifetime, () => connection.disconnect());
  return connection;
}

async function redirect(reader: IoRedisClient, id: string): Promise<void> {
  try {
    await reader.call('CLIENT', 'TRACKING', 'ON', 'REDIRECT', id);
  } catch (error) {
    // Not a refusal: the subscriber died a moment ago.
    if (error instanceof Error && error.message.includes('redirect to does not exist')) {
      throw new Error('the connection for the pushes was closed', { cause: error });
    }
    throw error;
  }
}
