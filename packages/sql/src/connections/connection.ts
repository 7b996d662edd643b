/** What a parameter of a statement can be. */
export type SqlValue = string | number | null;

/** A row by the names of its columns. */
export type SqlRow = Readonly<Record<string, unknown>>;

/**
 * Access to one database, used by one `ConnectionManager` only. It is one-shot: after a failure that the database did not
 * answer it is ended, and a new one is made.
 */
export interface SqlConnection {
  /** Runs one statement. Resolves with its rows, none for a statement that has none. */
  query(sql: string, params: readonly SqlValue[]): Promise<readonly SqlRow[]>;
  /** Calls `heard` with the payload of each notification on a channel. Absent where nothing is pushed. */
  listen?(channel: string, heard: (payload: string) => void): Promise<void>;
  /** Ends what was opened for it, also in the middle of a statement. Never throws. */
  end(): void;
}

/** Makes a connection. Calls `lost` if it fails later while no statement runs. */
export type OpenConnection = (lost: (error: unknown) => void) => Promise<SqlConnection>;

/** There is no connection, so that nothing was sent. `cause` says why. */
export class NoConnectionError extends Error {
  constructor(cause: unknown) {
    super('not connected', { cause });
    this.name = 'NoConnectionError';
  }
}
