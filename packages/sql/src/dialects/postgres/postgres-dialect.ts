import type { Dialect, Trouble } from '../dialect.js';
import { commonStatements } from '../statements.js';
import { usageStatement } from '../usage-statement.js';
import { channelOf, postgresMigration } from './postgres-migration.js';

const NOW = 'floor(EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::bigint';

/** PostgreSQL 12 or later: changes are pushed by NOTIFY. */
export const postgresDialect: Dialect = {
  name: 'postgres',
  title: 'PostgreSQL',
  migration: (names) => [postgresMigration(names)],
  script: (names) => `${postgresMigration(names)};\n`,
  statements: (names) => ({
    ...commonStatements(names, {
      quote: (name) => `"${name}"`,
      parameter: (number) => `$${number}`,
      milliseconds: (column) => `(EXTRACT(EPOCH FROM ${column}) * 1000)::float8`,
      tableId: (flags) => `(SELECT to_regclass('${flags}')::oid::bigint)`,
      now: NOW,
    }),
    reportUsage: usageStatement(names, {
      uses: 'SELECT * FROM json_to_recordset($1::text::json) AS r(name text, count bigint, first bigint)',
      now: NOW,
    }),
    write: `SELECT conflict, stored FROM "${names.write}"($1)`,
  }),
  json: JSON.stringify,
  async follow(connection, names, changed) {
    if (connection.listen === undefined) return { notPushed: 'this connection can not LISTEN' };
    try {
      await connection.listen(channelOf(names), changed);
      return {};
    } catch (error) {
      // A standby refuses it.
      if (postgresDialect.trouble(error) === undefined) throw error;
      return { notPushed: `LISTEN is refused: ${(error as Error).message}` };
    }
  },
  trouble(error) {
    const { code, severity } = error as { readonly code?: unknown; readonly severity?: unknown };
    if (typeof code !== 'string' || typeof severity !== 'string') return undefined;
    // The server ends the connection, or has not begun to serve it.
    if (/^(?:08|57P)/.test(code)) return undefined;
    return TROUBLES[code] ?? 'other';
  },
};

/** By SQLSTATE. */
const TROUBLES: Readonly<Record<string, Trouble>> = {
  '42P01': 'no-table',
  '42883': 'no-table',
  '3D000': 'no-database',
  '28P01': 'credentials',
  '28000': 'credentials',
  '42501': 'forbidden',
  '25006': 'read-only',
  '40001': 'busy',
  '40P01': 'busy',
  '55P03': 'held',
};
