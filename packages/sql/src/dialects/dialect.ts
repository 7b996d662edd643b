import type { SqlConnection } from '../connections/connection.js';
import type { Statements } from './statements.js';
import type { TableNames } from './table-names.js';

/** A kind of database: `mysql` stands for MariaDB too. */
export type DialectName = 'postgres' | 'mysql' | 'sqlite';

/**
 * What an error of the database means. `busy`: nothing was stored because of another transaction, and the statement can be
 * tried again. `held`: the same, after it was waited for.
 */
export type Trouble =
  | 'no-table'
  | 'no-database'
  | 'credentials'
  | 'forbidden'
  | 'read-only'
  | 'busy'
  | 'held'
  | 'conflict'
  | 'other';

/** How changes are learnt over one connection. */
export interface Following {
  /** Why changes are not pushed; `undefined` when they are. */
  readonly notPushed?: string;
  /** Ends it, where ending the connection does not. */
  readonly stop?: () => void;
}

/** All that differs between databases. */
export interface Dialect {
  readonly name: DialectName;
  /** Its name in messages. */
  readonly title: string;
  /** The statements that create what is missing of the present schema. Each changes nothing that is there. */
  migration(names: TableNames): readonly string[];
  /** The same as a script for the database's own command line client. */
  script(names: TableNames): string;
  statements(names: TableNames): Statements;
  /** A parameter of a statement that takes JSON. */
  json(value: unknown): string;
  /** Calls `changed` when flags may have changed, until the connection ends, or `lost` once it no longer can. */
  follow(
    connection: SqlConnection,
    names: TableNames,
    changed: () => void,
    lost: () => void,
  ): Promise<Following>;
  /** What the database answered; `undefined` when it did not answer, so that the connection can't be used any more. */
  trouble(error: unknown): Trouble | undefined;
}
