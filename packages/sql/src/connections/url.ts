import { HalyardError } from '@halyard/core';
import { ifMissing } from '@halyard/core/store';
import { credentialsProblem } from '@halyard/core/store';
import type { Socket } from 'node:net';
import { DIALECTS } from '../dialects/dialects.js';
import type { DialectName } from '../dialects/dialect.js';
import type { OpenConnection } from './connection.js';
import { mysql2Connections } from './mysql2.js';
import { pgConnections } from './pg.js';
import { postgresConnections } from './postgres.js';
import type { OpenedSource } from './opened-source.js';
import { sqliteFile } from './sqlite-file.js';

const PROTOCOLS: Readonly<Record<string, DialectName>> = {
  'postgres:': 'postgres',
  'postgresql:': 'postgres',
  'mysql:': 'mysql',
  'mariadb:': 'mysql',
  'sqlite:': 'sqlite',
};

const FORMS =
  'postgres://[user[:password]@]host[:port]/database, mysql://[user[:password]@]host[:port]/database or sqlite:path';

/**
 * Connects to a URL with a driver that is installed. `creates`: makes a SQLite file that does not exist. Throws
 * `INVALID_OPTION` for another URL, without printing it: it may hold a password.
 */
export function urlSource(owner: string, url: string, creates: boolean): OpenedSource {
  const [protocol = ''] = /^[a-z]+:/.exec(url) ?? [];
  const name = Object.hasOwn(PROTOCOLS, protocol) ? PROTOCOLS[protocol] : undefined;
  if (name === undefined || !isComplete(name, url)) {
    throw new HalyardError('INVALID_OPTION', `${owner}: a URL must have the form ${FORMS}`);
  }
  const problem = name === 'sqlite' ? undefined : credentialsProblem(new URL(url));
  if (problem !== undefined) throw new HalyardError('INVALID_OPTION', `${owner}: ${problem}`);
  const open = { postgres, mysql, sqlite }[name];
  return { dialect: DIALECTS[name], open: open(url, creates) };
}

function isComplete(name: DialectName, url: string): boolean {
  return name === 'sqlite' ? pathOf(url) !== '' : /^[a-z]+:\/\//.test(url) && URL.canParse(url);
}

/** `sqlite:flags.db` is relative, `sqlite:/var/flags.db` and `sqlite:///var/flags.db` are absolute. */
function pathOf(url: string): string {
  return url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '');
}

function postgres(url: string): OpenConnection {
  return once(async () => {
    const pg = await import('pg').catch(ifMissing);
    // A pool that is never used is the pattern of the connections.
    if (pg) return pgConnections(new pg.default.Pool({ connectionString: url }));
    const library = await import('postgres').catch(ifMissing);
    if (library) return postgresConnections(library.default(url));
    throw notInstalled('PostgreSQL', 'pg (or postgres)');
  });
}

/** What a pool of `mysql2/promise` says that it made. */
interface RawConnection {
  readonly stream: Socket;
  query(sql: string, done: () => void): unknown;
}

function mysql(url: string): OpenConnection {
  return async (lost) => {
    const mysql2 = await import('mysql2/promise').catch(ifMissing);
    if (!mysql2) throw notInstalled('MySQL', 'mysql2');
    const uri = url.replace(/^mariadb:/, 'mysql:');
    const pool = mysql2.createPool({ uri, connectionLimit: 1, enableKeepAlive: true });
    const sockets = new Set<Socket>();
    pool.on('connection', (made) => {
      const connection = made as unknown as RawConnection;
      const { stream } = connection;
      // The server may have it off for every connection.
      connection.query('SET autocommit = 1', () => {});
      sockets.add(stream);
      stream.once('close', () => sockets.delete(stream));
    });
    const connection = await mysql2Connections(pool)(lost);
    const end = (): void => {
      connection.end();
      pool.end().catch(() => {});
      // A server that hangs does not answer the farewell of an idle connection, which would keep this process alive.
      for (const socket of sockets) socket.destroy();
    };
    return { ...connection, end };
  };
}

function sqlite(url: string, creates: boolean): OpenConnection {
  return () => sqliteFile(pathOf(url), creates);
}

/** Looks for the driver at the first connection only. */
function once(find: () => Promise<OpenConnection>): OpenConnection {
  let found: Promise<OpenConnection> | undefined;
  return async (lost) => {
    found ??= find();
    return (await found)(lost);
  };
}

function notInstalled(title: string, drivers: string): HalyardError {
  return new HalyardError(
    'STORE_FAILED',
    `a URL of ${title} was given, and its driver is not installed: npm install ${drivers}`,
  );
}
