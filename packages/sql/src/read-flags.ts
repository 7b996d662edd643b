import { FlagChanges, type StoreEntry } from '@halyard/core/store';
import type { SqlConnection, SqlRow } from './connections/connection.js';
import type { Statements } from './dialects/statements.js';
import { SCHEMA_VERSION } from './schema-version.js';

/** What was read, and the newest entry of the history then. */
export interface ReadFlags {
  readonly flags: ReadonlyMap<string, StoreEntry> | FlagChanges;
  readonly newest: number;
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
  const rows = await connection.query(statements.all, []);
  const version = Number(rows[0]?.['schema_version'] ?? 0);
  if (version < SCHEMA_VERSION) throw new OldSchemaError(version);
  const flags = new Map<string, StoreEntry>();
  for (const row of rows) {
    const entry = entryOf(row);
    if (entry !== undefined) flags.set(String(row['name']), entry);
  }
  return { flags, newest: Number(rows[0]!['newest']) };
}

/** Reads the flags that changed after the entry `known`, or all of them where the history no longer tells. */
export async function readChanges(
  connection: SqlConnection,
  statements: Statements,
  known: number,
): Promise<ReadFlags> {
  const [first, ...later] = await connection.query(statements.changes, [known]);
  const hasNone = known === 0 && first === undefined;
  if (hasNone) return { flags: new FlagChanges([]), newest: 0 };
  const isTrimmed = Number(first?.['id']) !== known;
  if (isTrimmed || Number(first?.['emptied']) === 1) return readAll(connection, statements);
  const newest = Number(later.at(-1)?.['id'] ?? known);
  return { flags: new FlagChanges(later.map((row) => [row['name'] as string, entryOf(row)])), newest };
}

function entryOf({ text, created, updated }: SqlRow): StoreEntry | undefined {
  if (typeof text !== 'string') return undefined;
  return { text, createdAt: Math.floor(Number(created)), updatedAt: Math.floor(Number(updated)) };
}
