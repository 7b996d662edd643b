import type { FlagUsage, FlagUse, FleetUsage } from '@halyard/core';
import { usageAt } from '@halyard/core/store';
import type { SqlConnection, SqlRow } from './connections/connection.js';
import type { Dialect } from './dialects/dialect.js';
import type { Statements } from './dialects/statements.js';
import { retryBusy } from './retry-busy.js';

/** How many flags one statement takes: other reports wait for it. */
const AT_ONCE = 1000;

/** Adds what one process used, and removes the use of flags that were removed. */
export async function reportUsage(
  connection: SqlConnection,
  dialect: Dialect,
  statements: Statements,
  uses: readonly FlagUse[],
  signal: AbortSignal,
): Promise<void> {
  const send = (sql: string, params: readonly string[]): Promise<unknown> =>
    retryBusy(dialect, signal, () => connection.query(sql, params));
  for (let start = 0; start < uses.length; start += AT_ONCE) {
    const rows = uses
      .slice(start, start + AT_ONCE)
      .map(({ name, count, isFirst }) => ({ name, count, first: isFirst ? 1 : 0 }));
    await send(statements.reportUsage, [dialect.json(rows)]);
  }
  await send(statements.forgetUsage, []);
}

/** Reads the use of all flags. It is known since the first report of any of them. */
export async function readUsage(connection: SqlConnection, statements: Statements): Promise<FleetUsage> {
  const rows = await connection.query(statements.usage, []);
  const since = rows.reduce((least, row) => Math.min(least, Number(row['since'])), Infinity);
  const flags = new Map(rows.map((row) => [String(row['name']), usageOf(row)]));
  return { ...(rows.length === 0 ? {} : { since }), flags };
}

function usageOf(row: SqlRow): FlagUsage {
  return usageAt(
    {
      lastUsed: Number(row['last_used']),
      evaluations: Number(row['evaluations']),
      processes: Number(row['processes']),
      evaluationsBefore: Number(row['evaluations_before']),
      processesBefore: Number(row['processes_before']),
    },
    Number(row['now']),
  );
}
