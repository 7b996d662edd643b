import type { OpenConnection, SqlConnection, SqlRow, SqlValue } from './connection.js';

/** A `Pool` of the package `pg`, version 8. It is the pattern for Halyard's own connections. */
export interface PgPool {
  /** How the pool connects. */
  readonly options: object;
  /** How many connections the pool has. */
  readonly totalCount: number;
  /** Takes a connection out of the pool. Halyard never does. */
  connect(): Promise<unknown>;
}

interface PgClient {
  connect(): Promise<unknown>;
  query(query: object): Promise<{ readonly rows: readonly SqlRow[] }>;
  on(event: 'error' | 'end', listener: (error?: unknown) => void): unknown;
  on(event: 'notification', listener: (notice: PgNotice) => void): unknown;
  end(): Promise<unknown>;
  /** The socket, which `pg` gives no public way to close at once. */
  readonly connection?: { readonly stream?: { destroy(): unknown } };
}

interface PgNotice {
  readonly channel: string;
  readonly payload?: string;
}

type MakeClient = new (options: object) => PgClient;

/** True for a pool of `pg`. */
export function isPgPool(source: object): source is PgPool {
  return 'totalCount' in source && 'connect' in source && 'options' in source && 'Client' in source;
}

/** Makes connections with the options of a pool, past the pool itself: one of its connections can't be kept for long. */
export function pgConnections(pool: PgPool): OpenConnection {
  const { options, Client } = pool as PgPool & { readonly Client: MakeClient };
  return async (lost) => {
    const client = new Client({
      fallback_application_name: 'halyard',
      ...options,
      password: password(options),
    });
    client.on('error', lost);
    client.on('end', () => lost(new Error('the connection was ended')));
    try {
      await client.connect();
    } catch (error) {
      destroy(client);
      throw error;
    }
    return new PgConnection(client);
  };
}

/** It is not enumerable. */
function password(options: object): unknown {
  return (options as { readonly password?: unknown }).password;
}

function destroy(client: PgClient): void {
  // A server that hangs would keep the connection, and with it this process, for as long as it hangs.
  client.connection?.stream?.destroy();
  client.end().catch(() => {});
}

class PgConnection implements SqlConnection {
  readonly #client: PgClient;
  #before: Promise<unknown> = Promise.resolve();
  /** The names of the statements that the server keeps prepared, for a connection that is the same server's throughout. */
  #prepared: Map<string, string> | undefined;

  constructor(client: PgClient) {
    this.#client = client;
  }

  query(sql: string, params: readonly SqlValue[]): Promise<readonly SqlRow[]> {
    // One after another: `pg` will take no other query while one is under way.
    const result = this.#before.then(() => this.#send(sql, params));
    this.#before = result.catch(() => {});
    return result;
  }

  async listen(channel: string, heard: (payload: string) => void): Promise<void> {
    this.#client.on('notification', (notice) => {
      if (notice.channel === channel) heard(notice.payload ?? '');
    });
    await this.query(`LISTEN "${channel}"`, []);
    this.#prepared = new Map();
  }

  end(): void {
    destroy(this.#client);
  }

  async #send(sql: string, params: readonly SqlValue[]): Promise<readonly SqlRow[]> {
    const send = async (name: string | undefined): Promise<readonly SqlRow[]> =>
      (await this.#client.query({ name, text: sql, values: params })).rows;
    const name = this.#nameOf(sql);
    try {
      return await send(name);
    } catch (error) {
      if (name === undefined || !isUnprepared(error)) throw error;
      this.#prepared = undefined;
      return send(undefined);
    }
  }

  #nameOf(sql: string): string | undefined {
    const names = this.#prepared;
    if (names?.has(sql) === false) names.set(sql, `halyard_${names.size}`);
    return names?.get(sql);
  }
}

/**
 * Whether a prepared statement was refused before it began: a column has another type now, or a pooler uses another connection
 * to the server.
 */
function isUnprepared(error: unknown): boolean {
  const { code, message } = error as { readonly code?: unknown; readonly message?: string };
  return code === '26000' || code === '42P05' || (code === '0A000' && /cached plan/.test(message ?? ''));
}
