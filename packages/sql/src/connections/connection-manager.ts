import { unlessAborted } from '@halyard/core/store';
import { NoConnectionError, type OpenConnection, type SqlConnection } from './connection.js';

export interface ConnectionManagerOptions {
  /** What to do on a new connection before it is used. `lost` ends it. */
  readonly prepare?: (connection: SqlConnection, lost: () => void) => Promise<void>;
  /** True when the database answered with this error, so that the connection is still good. */
  readonly isAnswer: (error: unknown) => boolean;
  /** A connection was lost while no statement ran. */
  readonly lost?: () => void;
  /** How long a connection stays when it is not used, in milliseconds. @default until it fails */
  readonly idleMs?: number;
}

interface Session {
  readonly lifetime: AbortController;
  readonly connection: Promise<SqlConnection>;
}

/** Keeps at most one connection, made when it is first needed. A connection that fails is ended and forgotten. */
export class ConnectionManager {
  readonly #open: OpenConnection;
  readonly #options: ConnectionManagerOptions;
  #session: Session | undefined;
  #users = 0;
  #idle: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(open: OpenConnection, options: ConnectionManagerOptions) {
    this.#open = open;
    this.#options = options;
  }

  /**
   * Does `work` on the present connection, or on a new one, and ends it if the work fails by it or `signal` aborts
   * meanwhile. Rejects with `NoConnectionError` when no connection can be made, else as `work` does.
   */
  async use<T>(signal: AbortSignal, work: (connection: SqlConnection) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    if (this.#closed) throw new NoConnectionError(new Error('closed'));
    const session = (this.#session ??= this.#begin());
    const over = session.lifetime.signal;
    const onAbort = (): void => this.#end(session, signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    clearTimeout(this.#idle);
    this.#users++;
    try {
      const connection = await unlessAborted(over, session.connection).catch((error: unknown) => {
        throw new NoConnectionError(error);
      });
      return await unlessAborted(over, work(connection));
    } catch (error) {
      if (!this.#options.isAnswer(error)) this.#end(session, error);
      throw error;
    } finally {
      signal.removeEventListener('abort', onAbort);
      if (--this.#users === 0) this.#endIfIdle();
    }
  }

  /** Ends the connection and makes no more. */
  close(): void {
    this.#closed = true;
    if (this.#session !== undefined) this.#end(this.#session, new Error('closed'));
  }

  /** The timer does not keep the process alive. */
  #endIfIdle(): void {
    const session = this.#session;
    if (session === undefined || this.#options.idleMs === undefined) return;
    this.#idle = setTimeout(() => this.#end(session, new Error('idle')), this.#options.idleMs);
    this.#idle.unref();
  }

  #begin(): Session {
    const lifetime = new AbortController();
    const session: Session = {
      lifetime,
      connection: this.#connect(lifetime.signal, () => this.#lost(session)),
    };
    session.connection.catch(() => {});
    return session;
  }

  async #connect(over: AbortSignal, lost: () => void): Promise<SqlConnection> {
    const connection = await this.#open(lost);
    over.addEventListener('abort', () => connection.end(), { once: true });
    if (over.aborted) connection.end();
    else await this.#options.prepare?.(connection, lost);
    return connection;
  }

  #lost(session: Session): void {
    if (session.lifetime.signal.aborted) return;
    this.#end(session, new Error('the connection was lost'));
    this.#options.lost?.();
  }

  #end(session: Session, reason: unknown): void {
    if (this.#session === session) this.#session = undefined;
    session.lifetime.abort(reason);
  }
}
