/**
 * A connection (or two) to the server that holds the hash, used by one `LinkKeeper` and by nobody else. It is one-shot:
 * once anything goes wrong with it, it is ended and a new one is made.
 */
export interface Link {
  /** Sends one command; resolves with the reply as RESP2 shapes it, so that a map is a flat array. */
  send(command: string, ...args: string[]): Promise<unknown>;
  /**
   * Resolves once whatever brings the news of changes has shown that it still works, and has brought all that was sent
   * before this call.
   */
  verify(): Promise<unknown>;
  /** Messages that others publish; absent where no news of changes come. */
  readonly messages?: {
    /** Has `listener` told of each message on a channel, in order with the news. Rejects when the server forbids it. */
    subscribe(channel: string, listener: (message: string) => void): Promise<unknown>;
    unsubscribe(channel: string): Promise<unknown>;
  };
  /** Whether news and replies come in the order in which the server sent them. */
  readonly isOrdered: boolean;
}

/** What a link is made for. */
export interface LinkRequest {
  readonly key: string;
  /** What CLIENT LIST is to call it. */
  readonly connectionName: string;
  /** Whether the server is to push a message when what was read has changed (CLIENT TRACKING in its default mode). */
  readonly tracking: boolean;
  /** Every connection and timer made for the link ends when this aborts. */
  readonly lifetime: AbortSignal;
  /** What was read last of this key may have changed; `undefined`: of any key. */
  readonly changed: (key: string | undefined) => void;
  /** The link is of no use any more. */
  readonly lost: (error: unknown) => void;
}

/** Changes can't be pushed over this kind of link. `message` says why. */
export class NoPushes extends Error {}

/**
 * Makes a link. Rejects with the server's error reply when the server refuses, tracking included, with `NoPushes` when
 * `tracking` is too much for the client, and with any other error when the server can't be reached.
 */
export type OpenLink = (request: LinkRequest) => Promise<Link>;

/** Settles as `work` does, or rejects with the reason of `signal` as soon as that aborts. */
export async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  // Whoever gives up on it must not leave its rejection to nobody.
  work.catch(() => {});
  signal.throwIfAborted();
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (onAbort) signal.removeEventListener('abort', onAbort);
  }
}

/** Calls `end` once `lifetime` is over, and swallows what goes wrong: a connection that is dead can't die better. */
export function endWith(lifetime: AbortSignal, end: () => unknown): void {
  const quietly = async (): Promise<void> => {
    try {
      await end();
    } catch {}
  };
  if (lifetime.aborted) void quietly();
  else lifetime.addEventListener('abort', () => void quietly(), { once: true });
}
