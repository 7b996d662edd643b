// The backend.
export { SqlBackend, type SqlBackendOptions } from './sql-backend.js';

// The tables.
export { migrate, type MigrationOptions, migrationScript } from './migrate.js';
export type { DialectName } from './dialects/dialect.js';

// What it connects with.
export type { SqlSource } from './connections/sql-source.js';
export type { PgPool } from './connections/pg.js';
export type { PostgresClient } from './connections/postgres.js';
export type { Mysql2Pool } from './connections/mysql2.js';
export type { SqliteDatabase } from './connections/sqlite.js';
export type { SqlDatabase } from './connections/sql-database.js';
export type { SqlRow, SqlValue } from './connections/connection.js';
