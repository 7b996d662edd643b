import { HalyardError } from '@halyard/core';
import { FlagChanges, isObject, show, type StoreEntry } from '@halyard/core/store';
import type { SqlConnection, SqlRow } from './connections/connection.js';
import type { Statements } from './dialects/statements.js';
import { SCHEMA_VERSION } from './schema-version.js';

/** What was read, and up to where. */
export interface ReadFlags {
  readonly flags: ReadonlyMap<string, StoreEntry> | FlagChanges;
  readonly upTo: ReadPoint;
  /** The character set of the connection if that can't hold every text. Only of a read of all flags. */
  readonly charset?: string | undefined;
}

/**
 * How far the history was read. An entry is known by its id and its time: a table that was emptied or restored can give an id
 * again.
 */
export interface ReadPoint {
  /** The id of the newest entry; 0 without one. */
  readonly entry: number;
  readonly at: number;
  /** The table of the flags, where the database tells one from another. */
  readonly table: string;
}

/** The tables are those of an earlier version of Halyard, or are not all there. `found`: the version of their schema. */
export class OldSchemaError extends Error {
  constructor(found: number) {
    super(`its schema has version ${found}, and ${SCHEMA_VERSION} is needed`);
    this.name = 'OldSchemaError';
  }
}

/** Reads all flags. Rejects with `OldSchemaError`. */
export async function readAll(connection: SqlConnection, statements: Statements): Promise<ReadFlags> {
  const rows = assertRows(await connection.query(statements.all, []));
  const version = Number(rows[0]?.['schema_version'] ?? 0);
  if (version < SCHEMA_VERSION) throw new OldSchemaError(version);
  const first = rows[0]!;
  if (Number(first['frozen']) === 1) throw frozenError();
  const flags = new Map<string, StoreEntry>();
  for (const row of rows) {
    const entry = entryOf(row);
    if (entry !== undefined) flags.set(String(row['name']), entry);
  }
  const charset = first['charset'];
  return {
    flags,
    upTo: {
      entry: Number(first['newest'] ?? 0),
      at: Number(first['newest_at'] ?? 0),
      table: String(first['table_id']),
    },
    charset: typeof charset === 'string' ? charset : undefined,
  };
}

/** Reads the flags that changed after `known`, or all of them where the history no longer tells. */
export async function readChanges(
  connection: SqlConnection,
  statements: Statements,
  known: ReadPoint,
): Promise<ReadFlags> {
  // Of an empty history, what was added and deleted since leaves no trace.
  if (known.entry === 0) return readAll(connection, statements);
  const [first, ...later] = await connection.query(statements.changes, [known.entry]);
  if (first === undefined || !isAt(first, known)) return readAll(connection, statements);
  const newest = later.at(-1) ?? first;
  return {
    flags: new FlagChanges(later.map((row) => [row['name'] as string, entryOf(row)])),
    upTo: { entry: Number(newest['id']), at: Number(newest['at']), table: known.table },
  };
}

/** Whether a row of `changes` is the known entry, in the history of the known table. */
function isAt(row: SqlRow, { entry, at, table }: ReadPoint): boolean {
  const isSameEntry = Number(row['id']) === entry && Number(row['at']) === at;
  return isSameEntry && String(row['table_id']) === table && Number(row['emptied']) !== 1;
}

function frozenError(): HalyardError {
  return new HalyardError(
    'STORE_FAILED',
    'autocommit is off for this connection, which would show the flags of one moment for ever: switch it on',
  );
}

/** A `query` of the caller's that gives the answer of its driver would otherwise look like tables that are missing. */
function assertRows(rows: readonly SqlRow[]): readonly SqlRow[] {
  const received: unknown = rows;
  const isList = Array.isArray(received);
  if (isList && (received.length === 0 || isObject(received[0]))) return rows;
  const shown = isList ? 'a list of other values' : show(received);
  throw new HalyardError(
    'STORE_FAILED',
    `"query" must resolve with the rows, a list of objects, received ${shown}`,
  );
}

function entryOf({ text, created, updated }: SqlRow): StoreEntry | undefined {
  if (typeof text !== 'string') return undefined;
  return { text, createdAt: Math.floor(Number(created)), updatedAt: Math.floor(Number(updated)) };
}
