import type { OpenConnection, SqlConnection, SqlRow, SqlValue } from './connection.js';

/** An instance of the package `postgres`, version 3.4. It is the pattern for Halyard's own connections. */
export interface PostgresClient {
  /** How the instance connects. */
  readonly options: object;
  /** Runs a statement. Halyard never does, on this instance. */
  unsafe(sql: string): unknown;
  /** Ends the instance. Halyard never does. */
  end(options?: { readonly timeout?: number }): Promise<void>;
}

interface OwnClient {
  unsafe(sql: string, params: readonly SqlValue[], options: object): Promise<readonly SqlRow[]>;
  end(options: { readonly timeout: number }): Promise<void>;
}

/** The function that the package exports. */
export type MakePostgres = (options: never) => unknown;

/** True for an instance of `postgres`. */
export function isPostgresClient(source: object): source is PostgresClient {
  return typeof source === 'function' && 'unsafe' in source && 'options' in source && 'listen' in source;
}

/** Makes connections with the options of an instance, past the instance itself: it hides which connection it uses. */
export function postgresConnections({ options }: PostgresClient): OpenConnection {
  return async (lost) => {
    const { default: make } = await import('postgres');
    return openPostgres(make as MakePostgres, options, lost);
  };
}

/** Makes a connection with `options` as the package keeps them. */
async function openPostgres(
  make: MakePostgres,
  options: object,
  lost: (error: unknown) => void,
): Promise<SqlConnection> {
  const listeners = new Map<string, (payload: string) => void>();
  const own = {
    ...options,
    max: 1,
    idle_timeout: null,
    max_lifetime: null,
    // These would change the names and values of what is read.
    transform: { undefined: undefined, column: {}, value: {}, row: {} },
    // What instances share would count the failures of the other one.
    shared: { retries: 0, typeArrayMap: {} },
    onclose: () => lost(new Error('the connection was closed')),
    onnotify: (channel: string, payload: string) => listeners.get(channel)?.(payload),
  };
  // A pooler in transaction mode may forbid it.
  const { prepare = true } = options as { readonly prepare?: boolean };
  const client = make(own as never) as OwnClient;
  const end = (): void => void client.end({ timeout: 0 }).catch(() => {});
  const query = async (sql: string, params: readonly SqlValue[]): Promise<readonly SqlRow[]> =>
    client.unsafe(sql, params, { prepare });
  try {
    await query('SELECT 1', []);
  } catch (error) {
    end();
    throw error;
  }
  return {
    query,
    async listen(channel, heard) {
      listeners.set(channel, heard);
      await query(`LISTEN "${channel}"`, []);
    },
    end,
  };
}
