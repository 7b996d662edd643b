import { createClient, ErrorReply } from 'redis';
import type { Address } from './redis-clients.js';

const TIMEOUT_MS = 20_000;

/** Copied for each connection, because `createClient` takes milliseconds: it makes a class for the options. */
const original = createClient({
  RESP: 2,
  // Nothing but the test's commands reaches the server, where tests count commands.
  disableClientInfo: true,
});

export type Reply = string | number | null | readonly Reply[];

/** One connection for commands of the test, whose replies are as RESP2 shapes them. It does not reconnect. */
export class RedisConnection {
  readonly #client: typeof original;

  private constructor(client: typeof original) {
    this.#client = client;
  }

  static async open({ host, port }: Address): Promise<RedisConnection> {
    const client = original.duplicate({
      socket: {
        host,
        port,
        connectTimeout: TIMEOUT_MS,
        socketTimeout: TIMEOUT_MS,
        reconnectStrategy: false,
      },
    });
    // What goes wrong rejects the call that it concerns.
    client.on('error', () => {});
    await client.connect();
    return new RedisConnection(client);
  }

  /** Rejects when the reply is an error, and when none comes. */
  send(command: readonly string[]): Promise<Reply> {
    return this.#client.sendCommand([...command]);
  }

  close(): void {
    if (this.#client.isOpen) this.#client.destroy();
  }
}

/**
 * Sends one command over a connection of its own; resolves with what `redis-cli` prints for the reply, which may be an
 * error.
 */
export async function replyText(address: Address, command: readonly string[]): Promise<string> {
  const connection = await RedisConnection.open(address);
  try {
    return printed(await connection.send(command));
  } catch (error) {
    if (error instanceof ErrorReply) return `${error.message}\n`;
    throw error;
  } finally {
    connection.close();
  }
}

function printed(reply: Reply): string {
  if (typeof reply === 'object' && reply !== null) return reply.map(printed).join('\n');
  return reply === null ? '' : String(reply);
}
