import type { Dialect, Trouble } from '../dialect.js';
import { commonStatements } from '../statements.js';
import { usageStatement } from '../usage-statement.js';
import { followDataVersion } from './data-version.js';
import { CHANGE_COLUMNS, CONFLICT, sqliteMigration } from './sqlite-migration.js';

const milliseconds = (column: string): string =>
  `CAST(ROUND((julianday(${column}) - 2440587.5) * 86400000) AS INTEGER)`;
const NOW = milliseconds(`'now'`);
const extracted = (member: string): string => `json_extract(value, '$.${member}') AS ${member}`;

/** SQLite 3.38 or later, libsql included: changes are looked for every few milliseconds. */
export const sqliteDialect: Dialect = {
  name: 'sqlite',
  title: 'SQLite',
  migration: sqliteMigration,
  script: (names) =>
    sqliteMigration(names)
      .map((statement) => `${statement};\n`)
      .join(''),
  statements: (names) => {
    const values = CHANGE_COLUMNS.map(extracted).join(', ');
    return {
      ...commonStatements(names, {
        quote: (name) => `"${name}"`,
        parameter: () => '?',
        milliseconds,
        // Counts the changes of the schema.
        tableId: () => '(SELECT schema_version FROM pragma_schema_version)',
        now: NOW,
      }),
      reportUsage: usageStatement(names, {
        uses: `SELECT ${['name', 'count', 'first'].map(extracted).join(', ')} FROM json_each(?)`,
        now: NOW,
      }),
      write: `INSERT INTO "${names.write}" (${CHANGE_COLUMNS.join(', ')}) SELECT ${values} FROM json_each(?)`,
      conflict: `
        SELECT c.name AS conflict, f.text AS stored FROM (SELECT ${values} FROM json_each(?)) AS c
        LEFT JOIN "${names.flags}" AS f ON f.name = c.name WHERE c.guarded AND f.text IS NOT c.expected LIMIT 1`,
    };
  },
  json: JSON.stringify,
  follow(connection, _names, changed, lost) {
    const isBusy = (error: unknown): boolean => sqliteDialect.trouble(error) === 'busy';
    return followDataVersion(connection, changed, isBusy, lost);
  },
  trouble(error) {
    const message = error instanceof Error ? error.message : String(error);
    return TROUBLES.find(([pattern]) => pattern.test(message))?.[1] ?? 'other';
  },
};

/** By message: each driver has error codes of its own, and hands on SQLite's words. */
const TROUBLES: readonly (readonly [RegExp, Trouble])[] = [
  [new RegExp(CONFLICT), 'conflict'],
  [/no such table/, 'no-table'],
  [/(?:database|table) (?:table )?is locked/, 'busy'],
  [/readonly database/, 'read-only'],
];
