import { NoConnectionError, type OpenConnection, type SqlRow, type SqlValue } from './connection.js';

/** A pool of the package `mysql2`, version 3: of `mysql2` or of `mysql2/promise`. */
export interface Mysql2Pool {
  /** Takes a connection out of the pool. */
  getConnection(...args: never[]): unknown;
  /** Runs a prepared statement. */
  execute(...args: never[]): unknown;
}

interface PromisePool {
  getConnection(): Promise<PooledConnection>;
}

interface PooledConnection {
  execute(statement: object, params: readonly SqlValue[]): Promise<readonly [rows: unknown, fields: unknown]>;
  release(): void;
  destroy(): void;
  /** The socket, which `destroy` closes only once the server has answered. */
  readonly connection?: { readonly stream?: { destroy(): unknown } };
}

/** Rows as objects, also where the app has its own in another form. */
const ROWS = { rowsAsArray: false, nestTables: false } as const;

/** True for a pool of `mysql2`. */
export function isMysql2Pool(source: object): source is Mysql2Pool {
  return 'getConnection' in source && 'execute' in source && 'releaseConnection' in source;
}

/** Takes a connection out of the pool for each statement. One whose statement does not end in time is destroyed. */
export function mysql2Connections(pool: Mysql2Pool): OpenConnection {
  const promises = ('promise' in pool ? (pool.promise as () => unknown)() : pool) as PromisePool;
  return async () => {
    const busy = new Set<PooledConnection>();
    return {
      async query(sql, params) {
        const connection = await promises.getConnection().catch((error: unknown) => {
          throw new NoConnectionError(error);
        });
        busy.add(connection);
        try {
          const [rows] = await connection.execute({ sql, ...ROWS }, params);
          return Array.isArray(rows) ? (rows as SqlRow[]) : [];
        } finally {
          if (busy.delete(connection)) connection.release();
        }
      },
      end() {
        for (const each of busy) {
          each.destroy();
          each.connection?.stream?.destroy();
        }
        busy.clear();
      },
    };
  };
}
