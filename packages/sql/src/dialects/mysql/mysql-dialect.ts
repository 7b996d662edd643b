import type { Dialect, Trouble } from '../dialect.js';
import { commonStatements } from '../statements.js';
import { mysqlMigration } from './mysql-migration.js';
import { mysqlUsageStatement } from './mysql-usage-statement.js';

const NOW = `TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(3)) DIV 1000`;

/** MariaDB 10.6 or later, MySQL 8.0.29 or later: nothing is pushed. */
export const mysqlDialect: Dialect = {
  name: 'mysql',
  title: 'MySQL',
  migration: mysqlMigration,
  script: (names) =>
    ['DELIMITER //\n', ...mysqlMigration(names).map((each) => `${each} //\n`), 'DELIMITER ;\n'].join(''),
  statements: (names) => ({
    ...commonStatements(names, {
      quote: (name) => `\`${name}\``,
      parameter: () => '?',
      // TRUNCATE.
      emptied: (flags) => `(NOT EXISTS (SELECT 1 FROM ${flags}))`,
      // A transaction that the first read begins and nothing ends.
      frozen: '(@@autocommit = 0)',
      charset: `CASE WHEN @@character_set_results NOT IN ('utf8mb4', 'binary') THEN @@character_set_results END`,
      now: NOW,
      milliseconds: (column) => `TIMESTAMPDIFF(MICROSECOND, '1970-01-01', ${column}) / 1000`,
    }),
    reportUsage: mysqlUsageStatement(names, NOW),
    write: `CALL \`${names.write}\`(?)`,
  }),
  // In ASCII, which is the same in every character set that a connection can have.
  json: (value) =>
    JSON.stringify(value).replace(
      /[^\0-\x7F]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  follow: () => Promise.resolve({ notPushed: 'MySQL does not push changes' }),
  trouble(error) {
    const { errno, sqlState, fatal } = error as Record<'errno' | 'sqlState' | 'fatal', unknown>;
    if (typeof errno !== 'number' || typeof sqlState !== 'string') return undefined;
    // The server is shutting down, or has ended the connection.
    if (errno === 1053 || errno === 1927) return undefined;
    const trouble = TROUBLES[errno];
    // Refused credentials end the connection too, but they are an answer.
    return fatal === true && trouble === undefined ? undefined : (trouble ?? 'other');
  },
};

/** By error number. */
const TROUBLES: Readonly<Record<number, Trouble>> = {
  1146: 'no-table',
  1305: 'no-table',
  1046: 'no-database',
  1049: 'no-database',
  1044: 'credentials',
  1045: 'credentials',
  1698: 'credentials',
  1142: 'forbidden',
  1143: 'forbidden',
  1370: 'forbidden',
  1290: 'read-only',
  1792: 'read-only',
  1836: 'read-only',
  1213: 'busy',
  1205: 'held',
};
