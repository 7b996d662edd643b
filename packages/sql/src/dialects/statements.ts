import type { TableNames } from './table-names.js';

/** The statements that read and write flags. */
export interface Statements {
  /**
   * All flags: a row each with `schema_version`, `newest` and `newest_at` (the id and the time of the newest entry of the
   * history), `table_id`, `frozen`, `charset`, `name`, `text`, `created`, `updated`. Without flags one row whose name is NULL;
   * none without the version. `frozen` is 1 where the connection would never see a later change; `charset` is its character
   * set if that can't hold every text.
   */
  readonly all: string;
  /**
   * Given an entry of the history, that entry and those after it in order: rows with `id`, `at`, `name`, and the flag as it
   * is now, or NULL. `table_id` is another one where another table took the place of the flags. `emptied` is 1 where the table
   * was emptied past its triggers.
   */
  readonly changes: string;
  /** Given changes as JSON, stores all of them or none. A row with `conflict` and `stored` says that it was none. */
  readonly write: string;
  /** Given the same, such a row, where `write` can only fail. */
  readonly conflict?: string;
  /** Given an entry, those older than it, newest first. */
  readonly history: (limit: number) => string;
  /** Given a name and an entry, those of the name. */
  readonly historyOf: (limit: number) => string;
  /** Given uses as JSON, adds them to the sums of their flags. */
  readonly reportUsage: string;
  /** Removes the use of flags that were removed. */
  readonly forgetUsage: string;
  /** The use of all flags: a row each with `now`, `since` and the sums. */
  readonly usage: string;
}

/** How a database writes what the statements that read have in common. */
export interface Syntax {
  readonly quote: (name: string) => string;
  readonly parameter: (number: number) => string;
  /** A time as milliseconds since the epoch. */
  readonly milliseconds: (column: string) => string;
  /** 1 if the table was emptied without a trigger, where the database can do that. */
  readonly emptied?: (flags: string) => string;
  /** What is another one after another table took this place, where the database tells. */
  readonly tableId?: (flags: string) => string;
  /** 1 if the connection would never see a later change, where that can be. */
  readonly frozen?: string;
  /** The character set of the connection if that can't hold every text, else NULL. */
  readonly charset?: string;
  /** The present time as milliseconds since the epoch. */
  readonly now: string;
}

/** The statements that databases have in common. */
export function commonStatements(
  { flags, history, meta, usage }: TableNames,
  {
    quote,
    parameter,
    milliseconds,
    emptied: wasEmptied,
    tableId: idOf,
    frozen = '0',
    charset = 'NULL',
    now,
  }: Syntax,
): Omit<Statements, 'write' | 'reportUsage'> {
  const created = milliseconds('f.created');
  const updated = milliseconds('f.updated');
  // Not a join: PostgreSQL, which keeps its plan for many reads, would keep one that reads all flags.
  const present = (column: string): string =>
    `(SELECT ${column} FROM ${quote(flags)} AS f WHERE f.name = h.name)`;
  const ofNewest = (column: string): string =>
    `(SELECT ${column} FROM ${quote(history)} ORDER BY id DESC LIMIT 1)`;
  const newest = `${ofNewest('id')} AS newest, ${ofNewest(milliseconds('at'))} AS newest_at`;
  const tableId = idOf?.(quote(flags)) ?? '0';
  const emptied = wasEmptied?.(quote(flags)) ?? '0';
  const entry = `id, ${milliseconds('at')} AS at, name, text_before, text_after, actor, comment`;
  const entries = (condition: string, limit: number): string =>
    `SELECT ${entry} FROM ${quote(history)} WHERE ${condition} ORDER BY id DESC LIMIT ${limit}`;
  return {
    all: `
      SELECT m.schema_version, ${newest}, ${tableId} AS table_id, ${frozen} AS frozen, ${charset} AS charset, f.name AS name, f.text AS text,
        ${created} AS created, ${updated} AS updated
      FROM ${quote(meta)} AS m LEFT JOIN ${quote(flags)} AS f ON 1 = 1`,
    // The entry itself shows that none after it was deleted.
    changes: `
      SELECT h.id, ${milliseconds('h.at')} AS at, ${tableId} AS table_id, ${emptied} AS emptied, h.name AS name, ${present('f.text')} AS text,
        ${present(created)} AS created, ${present(updated)} AS updated
      FROM ${quote(history)} AS h WHERE h.id >= ${parameter(1)} ORDER BY h.id`,
    history: (limit) => entries(`id < ${parameter(1)}`, limit),
    historyOf: (limit) => entries(`name = ${parameter(1)} AND id < ${parameter(2)}`, limit),
    forgetUsage: `DELETE FROM ${quote(usage)} WHERE name NOT IN (SELECT name FROM ${quote(flags)})`,
    usage: `
      SELECT ${now} AS now, name, since, last_used, evaluations, processes, evaluations_before, processes_before
      FROM ${quote(usage)}`,
  };
}
