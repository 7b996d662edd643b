import { HalyardError } from '@halyard/core';
import { conflictError, type StoreChange } from '@halyard/core/store';
import type { SqlConnection } from './connections/connection.js';
import type { Dialect } from './dialects/dialect.js';
import type { Statements } from './dialects/statements.js';
import { retryBusy } from './retry-busy.js';

/** A flag that has another text than a change expects. */
interface Conflict {
  readonly conflict: string;
  readonly stored: string | null;
}

/** Throws `STORE_FAILED` for what databases can't hold, and some would cut off. */
export function assertStorable(changes: readonly StoreChange[]): void {
  for (const { name, text, actor, comment } of changes) {
    const [what] = Object.entries({ text, actor, comment }).find(([, value]) => value?.includes('\0')) ?? [];
    if (what === undefined) continue;
    const message = `flag "${name}" was not stored: the ${what} has the character U+0000, which a SQL database can't hold`;
    throw new HalyardError('STORE_FAILED', message);
  }
}

/** Stores all changes by one statement, or none. Rejects with `CONFLICT` when a flag has another text than expected. */
export async function writeFlags(
  connection: SqlConnection,
  dialect: Dialect,
  statements: Statements,
  changes: readonly StoreChange[],
  signal: AbortSignal,
): Promise<void> {
  const json = dialect.json(changes.map(written));
  const conflict = await retryBusy(dialect, signal, () => send(connection, dialect, statements, json));
  if (conflict === undefined) return;
  throw conflictError(conflict.conflict, conflict.stored);
}

function written({ name, text, ifText, actor, comment }: StoreChange): object {
  const guarded = ifText === undefined ? 0 : 1;
  return {
    name,
    text: text ?? null,
    guarded,
    expected: ifText ?? null,
    actor: actor ?? null,
    comment: comment ?? null,
  };
}

/** Resolves with the flag that has another text, if one has. */
async function send(
  connection: SqlConnection,
  dialect: Dialect,
  { write, conflict }: Statements,
  json: string,
): Promise<Conflict | undefined> {
  try {
    const [first] = await connection.query(write, [json]);
    // A procedure answers with a list of results.
    const row: object | undefined = Array.isArray(first) ? (first as object[])[0] : first;
    return row !== undefined && 'conflict' in row ? (row as Conflict) : undefined;
  } catch (error) {
    if (conflict === undefined || dialect.trouble(error) !== 'conflict') throw error;
    const [row] = await connection.query(conflict, [json]);
    return row === undefined ? changedBack(json) : (row as unknown as Conflict);
  }
}

/** The text that was in the way is gone again. The writer looks once more at what is stored. */
function changedBack(json: string): Conflict {
  const [{ name, expected }] = JSON.parse(json) as [{ name: string; expected: string | null }];
  return { conflict: name, stored: expected };
}
