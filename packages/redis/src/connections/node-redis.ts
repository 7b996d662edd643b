import { endWith, type Connection, type ConnectionRequest, NoPushesError } from './connection.js';
import { ifAllowed } from './server-error.js';

/** What is needed of a node-redis client (`createClient`), version 5 or 6, connected or not. */
export interface NodeRedisClient {
  readonly isOpen: boolean;
  readonly options: object | undefined;
  duplicate(overrides?: object): NodeRedisClient;
  connect(): Promise<unknown>;
  destroy(): void;
  sendCommand(command: readonly string[], options?: object): Promise<unknown>;
  subscribe(channel: string, listener: (message: Buffer) => unknown, isBuffer: true): Promise<unknown>;
  unsubscribe(channel: string): Promise<unknown>;
  on(event: string, listener: (value: unknown) => void): unknown;
}

/** The command options under which node-redis returns a map as a flat array: an object would lose some fields. */
const FLAT_REPLIES = { typeMapping: { ['%'.charCodeAt(0)]: Array } };
const REPLIES_IN_BYTES = { typeMapping: { ...FLAT_REPLIES.typeMapping, ['$'.charCodeAt(0)]: Buffer } };

/**
 * One duplicate of `client`, to another `address` if one is given. node-redis hands on the pushes of RESP3 from 5.9 on
 * (`emitInvalidate`), and asks for them while it connects.
 */
export async function openNodeRedis(
  client: NodeRedisClient,
  request: ConnectionRequest,
  address: { readonly host?: string; readonly port?: number } = {},
): Promise<Connection> {
  request.lifetime.throwIfAborted();
  const connection = client.duplicate(overrides(client, request, address));
  // These stay for good: an error without a listener ends the process, and one may come long after the end.
  connection.on('error', request.lost);
  connection.on('invalidate', (key) => request.changed(key?.toString()));
  const reached = new Promise<void>((resolve) => connection.on('connect', () => resolve()));
  const connecting = connection.connect();
  endWith(request.lifetime, async () => {
    await reachedOrFailed(reached, connecting);
    connection.destroy();
  });
  await connecting;
  const send: Connection['send'] = (...command) => connection.sendCommand(command, FLAT_REPLIES);
  if (request.tracking) await assertTracking(send);
  else await ifAllowed(send('CLIENT', 'SETNAME', request.connectionName));
  const subscribed = new Set<string>();
  const pushes: Connection['pushes'] = {
    track: (isOn) => send('CLIENT', 'TRACKING', isOn ? 'ON' : 'OFF'),
    subscribe(channel, listener) {
      subscribed.add(channel);
      return connection.subscribe(channel, listener, true);
    },
    async unsubscribe(channel) {
      // Valkey 8 refuses it where nothing is subscribed.
      if (subscribed.delete(channel)) await connection.unsubscribe(channel);
    },
  };
  return {
    send,
    sendForBytes: (...command) => connection.sendCommand(command, REPLIES_IN_BYTES),
    // Everything comes on one connection, in order.
    verify: () => Promise.resolve(),
    database: databaseOf(client),
    ...(request.tracking ? { pushes } : {}),
  };
}

/**
 * Waits until a node-redis client that is being connected can be ended: once it has reached the server, or failed to. A
 * client that is ended earlier connects all the same, and stays connected for ever.
 */
export async function reachedOrFailed(reached: Promise<void>, connecting: Promise<unknown>): Promise<void> {
  await Promise.race([reached, connecting.catch(() => {})]);
}

/** An older node-redis ignores `emitInvalidate`, and the server then tracks nothing. */
async function assertTracking(send: Connection['send']): Promise<void> {
  const redirectedTo = await ifAllowed(send('CLIENT', 'GETREDIR'));
  if (Number(redirectedTo) === -1) {
    throw new NoPushesError('node-redis hands on what the server pushes from version 5.9 on');
  }
}

/** Off is every option that reconnects, queues, repeats, renames keys or gives up: the connection manager does that. */
function overrides(
  client: NodeRedisClient,
  { connectionName, tracking }: ConnectionRequest,
  address: object,
): object {
  const { socket } = (client.options ?? {}) as { readonly socket?: object };
  return {
    // In RESP2 the name is a command of its own, which may be refused, and that would end the connection.
    ...(tracking ? { name: connectionName, RESP: 3 } : { name: undefined }),
    emitInvalidate: tracking,
    clientSideCache: undefined,
    keyPrefix: undefined,
    commandOptions: {},
    disableOfflineQueue: true,
    commandsQueueMaxLength: undefined,
    pingInterval: undefined,
    maintNotifications: 'disabled',
    socket: { ...socket, ...address, reconnectStrategy: false, socketTimeout: undefined },
  };
}

function databaseOf({ options }: NodeRedisClient): number {
  const { database = 0 }: { readonly database?: number } = options ?? {};
  return database;
}
