/**
 * A connection (or two) to the server that holds the hash, used by one `ConnectionManager` only. It is one-shot: after any
 * failure it is ended, and a new one is made.
 */
export interface Connection {
  /** Sends one command. Resolves with the reply as RESP2 shapes it, so that a map is a flat array. */
  send(command: string, ...args: string[]): Promise<unknown>;
  /** The same, with every string of the reply as the bytes that the server holds. */
  sendForBytes(command: string, ...args: string[]): Promise<unknown>;
  /**
   * Resolves once the way on which pushes and messages come has shown that it works, and has brought everything that was
   * sent before this call.
   */
  verify(): Promise<unknown>;
  /** What only a connection with pushes has. */
  readonly pushes?: {
    /** Has the server push the next change of each key that is read from now on, or not. */
    track(isOn: boolean): Promise<unknown>;
    /** Calls `listener` with each message on a channel. Rejects when the server forbids it. */
    subscribe(channel: string, listener: (message: Buffer) => void): Promise<unknown>;
    /** Does nothing where the channel is not subscribed. */
    unsubscribe(channel: string): Promise<unknown>;
  };
  /** The number of the database that the key is in. */
  readonly database: number;
}

/** What a connection is made for. */
export interface ConnectionRequest {
  readonly key: string;
  /** The connection's name in CLIENT LIST. */
  readonly connectionName: string;
  /** Whether the server should push a message when a key that was read has changed (CLIENT TRACKING in its default mode). */
  readonly tracking: boolean;
  /** Every connection and timer made for it ends when this aborts, and the result is no longer awaited. */
  readonly lifetime: AbortSignal;
  /** What was read last of this key may have changed; `undefined`: of any key. */
  readonly changed: (key: string | undefined) => void;
  /** The connection has failed. */
  readonly lost: (error: unknown) => void;
}

/** Changes can't be pushed over this kind of connection. `message` says why. */
export class NoPushesError extends Error {}

/**
 * Makes a connection. Rejects with the server's error reply when the server refuses, tracking included, with
 * `NoPushesError` when the client does not support pushes, and with any other error when the server can't be reached.
 */
export type OpenConnection = (request: ConnectionRequest) => Promise<Connection>;

/** Calls `end` once `lifetime` is over, and ignores its failure: the connection may be dead already. */
export function endWith(lifetime: AbortSignal, end: () => unknown): void {
  const quietly = async (): Promise<void> => {
    try {
      await end();
    } catch {}
  };
  if (lifetime.aborted) void quietly();
  else lifetime.addEventListener('abort', () => void quietly(), { once: true });
}
