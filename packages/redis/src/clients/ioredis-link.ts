import { endWith, type Link, type LinkRequest, unlessAborted } from '../link.js';
import { sameServer } from './same-server.js';
import { serverErrorCode } from '../server-error.js';

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
  subscribe(channel: string): Promise<unknown>;
  unsubscribe(channel: string): Promise<unknown>;
  ping(): Promise<unknown>;
  on(event: string, listener: (...values: unknown[]) => void): unknown;
}

const INVALIDATIONS = '__redis__:invalidate';

/**
 * A link over two duplicates of `client`, since ioredis drops the pushes of RESP3: one reads, the other subscribes to
 * what the server sends when that was changed. Neither hears of the other's end, so what ends one ends both.
 */
export async function openIoRedisLink(client: IoRedisClient, request: LinkRequest): Promise<Link> {
  const { lifetime } = request;
  const reader = duplicate(client, request, { failoverDetector: true });
  const send: Link['send'] = (command, ...args) => reader.call(command, ...args);
  if (!request.tracking) {
    await unlessAborted(lifetime, reader.connect());
    return { send, verify: () => Promise.resolve(), isOrdered: false };
  }
  await unlessAborted(lifetime, reader.connect());
  const subscriber = duplicate(client, request, sameServer(reader));
  // The message is a list of one key, of which ioredis makes text; nothing at all stands for every key.
  subscriber.on('message', (channel, key) => {
    if (channel === INVALIDATIONS) request.changed(key === '' ? undefined : String(key));
  });
  await unlessAborted(lifetime, subscriber.connect());
  const id = await unlessAborted(lifetime, subscriber.call('CLIENT', 'ID'));
  await unlessAborted(lifetime, subscriber.subscribe(INVALIDATIONS));
  await unlessAborted(lifetime, redirect(reader, String(id)));
  const messages: Link['messages'] = {
    subscribe(channel, listener) {
      subscriber.on('message', (to, message) => {
        if (to === channel) listener(String(message));
      });
      return subscriber.subscribe(channel);
    },
    unsubscribe: (channel) => subscriber.unsubscribe(channel),
  };
  return { send, verify: () => answers(subscriber), isOrdered: false, messages };
}

/** Whatever could reconnect, queue, repeat, rename keys or give up by itself is off: the link's keeper does all that. */
function duplicate(client: IoRedisClient, request: LinkRequest, overrides: object): IoRedisClient {
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
    // It asks a hung server to end the connection too, and waits this long for that.
    disconnectTimeout: 50,
    ...overrides,
  });
  // Told before `connect` rejects, which says no more than "Connection is closed.", or, in ioredis 5, resolves although
  // the password was refused.
  connection.on('error', request.lost);
  connection.on('close', () => request.lost(new Error('the connection was closed')));
  endWith(request.lifetime, () => connection.disconnect());
  return connection;
}

async function redirect(reader: IoRedisClient, id: string): Promise<void> {
  try {
    await reader.call('CLIENT', 'TRACKING', 'ON', 'REDIRECT', id);
  } catch (error) {
    // No refusal: the subscriber died a moment ago.
    if (error instanceof Error && error.message.includes('redirect to does not exist')) {
      throw new Error('the connection for the pushes was closed', { cause: error });
    }
    throw error;
  }
}

/** A refusal to PING is as good an answer as any. */
async function answers(subscriber: IoRedisClient): Promise<void> {
  try {
    await subscriber.ping();
  } catch (error) {
    if (serverErrorCode(error) === undefined) throw error;
  }
}
