import type { Dialect } from '../dialects/dialect.js';
import type { OpenConnection } from './connection.js';

/** A database and how to connect to it. */
export interface OpenedSource {
  readonly dialect: Dialect;
  readonly open: OpenConnection;
}
