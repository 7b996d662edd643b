import { isHalyardError } from '@halyard/core';
import { unlessAborted } from '@halyard/core/store';
import type { FollowedHash } from '../followed-hash.js';
import { type Connection, type ConnectionRequest, NoPushesError, type OpenConnection } from './connection.js';
import { explain, isUnauthenticated, keepsConnection, serverErrorCode } from './server-error.js';

/** A connection from its beginning to its end, with what follows the hash over it. */
export interface Session {
  readonly connection: Connection;
  readonly follower: FollowedHash;
  /** Why the server does not push changes, or `undefined` when it does. */
  readonly notPushed: string | undefined;
  /** This connection has neither read a flag nor seen a change, so that an empty hash may be a loss of data. */
  fresh: boolean;
}

export interface ConnectionManagerOptions {
  readonly key: string;
  /** Whether to ask for pushes at all. */
  readonly tracking: boolean;
  /** How long to go without pushes before asking for them again, in milliseconds. */
  readonly rewatchMs: number;
  /** Makes what follows the hash over a new connection. */
  readonly follow: (connection: Connection) => FollowedHash;
  /** The connection was lost. */
  readonly lost: () => void;
  /** A connection was made: whether changes are pushed, and why not. */
  readonly opened: (notPushed: string | undefined) => void;
}

/** There is no connection, so that nothing was sent. `cause` says why. */
export class NoConnectionError extends Error {
  constructor(cause: unknown) {
    super('not connected to Redis', { cause });
  }
}

/**
 * Keeps at most one connection, made when it is first needed. A connection that fails is ended and forgotten. Where the
 * server refuses to push changes, the connection works without pushes, and they are asked for again after a while.
 */
export class ConnectionManager {
  readonly #open: OpenConnection;
  readonly #options: ConnectionManagerOptions;
  readonly #lifetimes = new Set<AbortController>();
  #session: Session | undefined;
  #opening: Promise<Session> | undefined;
  #askedAt = -Infinity;
  #closed = false;

  constructor(open: OpenConnection, options: ConnectionManagerOptions) {
    this.#open = open;
    this.#options = options;
  }

  /**
   * Does `work` on the present connection, or on a new one, and ends it if the work fails by it or `signal` aborts
   * meanwhile. Rejects with `NoConnectionError` when no connection can be made, else as `work` does.
   */
  async use<T>(signal: AbortSignal, work: (session: Session) => Promise<T>): Promise<T> {
    const onAbort = (): void => this.#drop(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      const session = await this.#get();
      try {
        return await work(session);
      } catch (error) {
        // An error of Halyard's own follows from an answer of the server.
        const answered = isHalyardError(error) || keepsConnection(error);
        if (!answered && session === this.#session) this.#drop(error);
        throw error;
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Ends the connection and makes no more. */
  close(): void {
    this.#closed = true;
    this.#drop(new Error('closed'));
  }

  async #get(): Promise<Session> {
    if (this.#session !== undefined && !this.#isTimeToAsk(this.#session)) return this.#session;
    this.#opening ??= this.#establish().finally(() => {
      this.#opening = undefined;
    });
    try {
      return await this.#opening;
    } catch (error) {
      throw new NoConnectionError(error);
    }
  }

  /** Ends the connection, and the one being made. */
  #drop(reason: unknown): void {
    this.#session = undefined;
    for (const lifetime of this.#lifetimes) lifetime.abort(reason);
    this.#lifetimes.clear();
  }

  #isTimeToAsk(session: Session): boolean {
    const { tracking, rewatchMs } = this.#options;
    return tracking && session.notPushed !== undefined && performance.now() - this.#askedAt >= rewatchMs;
  }

  async #establish(): Promise<Session> {
    const session = await this.#connect(this.#session);
    this.#session = session;
    this.#options.opened(session.notPushed);
    return session;
  }

  /** Makes a connection with pushes, else keeps the present one, else makes one without. */
  async #connect(before: Session | undefined): Promise<Session> {
    if (this.#closed) throw new Error('closed');
    let notPushed = 'the option "tracking" is off';
    if (this.#options.tracking) {
      this.#askedAt = performance.now();
      const asked = [...this.#lifetimes];
      try {
        const session = await this.#try(true, undefined, before?.fresh ?? true);
        for (const lifetime of asked) this.#end(lifetime);
        return session;
      } catch (error) {
        if (before !== undefined && before === this.#session) return before;
        const why = this.#refusal(error);
        // An unreachable server has refused nothing, and one that wants other credentials refuses everything.
        if (why === undefined || isUnauthenticated(error)) throw error;
        notPushed = `changes are polled for, not pushed: ${why}`;
      }
    }
    return this.#try(false, notPushed, true);
  }

  #refusal(error: unknown): string | undefined {
    if (error instanceof NoPushesError) return error.message;
    return serverErrorCode(error) === undefined ? undefined : explain(error, this.#options.key);
  }

  async #try(tracking: boolean, notPushed: string | undefined, fresh: boolean): Promise<Session> {
    const lifetime = new AbortController();
    this.#lifetimes.add(lifetime);
    const { key } = this.#options;
    let session: Session | undefined;
    const request: ConnectionRequest = {
      key,
      connectionName: `halyard:${key}`.replaceAll(/[^!-~]/g, '_'),
      tracking,
      lifetime: lifetime.signal,
      changed: (changedKey) => {
        if (session === undefined || lifetime.signal.aborted) return;
        if (changedKey === undefined || changedKey === key) session.fresh = false;
        session.follower.pushed(changedKey);
      },
      lost: (error) => {
        if (lifetime.signal.aborted) return;
        this.#end(lifetime, error);
        if (session === undefined || session !== this.#session) return;
        this.#session = undefined;
        this.#options.lost();
      },
    };
    try {
      const connection = await unlessAborted(lifetime.signal, this.#open(request));
      const follower = this.#options.follow(connection);
      lifetime.signal.addEventListener('abort', () => follower.end(), { once: true });
      session = { connection, follower, notPushed, fresh };
      return session;
    } catch (error) {
      this.#end(lifetime, error);
      throw error;
    }
  }

  #end(lifetime: AbortController, reason?: unknown): void {
    lifetime.abort(reason);
    this.#lifetimes.delete(lifetime);
  }
}
