import type { HistoryEntry, HistoryQuery } from '@halyard/core';
import type { SqlConnection, SqlRow } from './connections/connection.js';
import type { Statements } from './dialects/statements.js';

const MOST = 2 ** 31;

/** Reads the history, newest first. A change that was not made through Halyard has no actor. */
export async function readHistory(
  connection: SqlConnection,
  statements: Statements,
  { name, limit = 100, before = String(Number.MAX_SAFE_INTEGER) }: HistoryQuery,
): Promise<HistoryEntry[]> {
  if (!/^\d{1,16}$/.test(before)) return [];
  // A database keeps what it prepares: there are few statements of these sizes.
  const most = 2 ** Math.ceil(Math.log2(Math.min(Math.max(1, limit), MOST)));
  const rows =
    name === undefined
      ? await connection.query(statements.history(most), [Number(before)])
      : await connection.query(statements.historyOf(most), [name, Number(before)]);
  return rows.slice(0, Math.max(0, limit)).map(entryOf);
}

function entryOf(row: SqlRow): HistoryEntry {
  const { id, at, name, text_before, text_after, actor, comment } = row as unknown as HistoryRow;
  return {
    id: String(id),
    at: Math.floor(Number(at)),
    name,
    before: text_before,
    after: text_after,
    ...(actor === null ? {} : { actor }),
    ...(comment === null ? {} : { comment }),
  };
}

/** Drivers differ in how they hand over numbers. */
interface HistoryRow {
  readonly id: number | bigint | string;
  readonly at: number | bigint | string;
  readonly name: string;
  readonly text_before: string | null;
  readonly text_after: string | null;
  readonly actor: string | null;
  readonly comment: string | null;
}
