import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '../free-port.js';
import { onPath } from '../on-path.js';
import { ServerProcess } from '../server-process.js';
import { eventually } from '../until.js';

const DEBIAN = '/usr/lib/postgresql';

/** A private PostgreSQL on 127.0.0.1. The user `postgres` needs no password, `ana` needs one. */
export class PostgresServer {
  readonly host: string = '127.0.0.1';
  readonly port: number;
  readonly process = new ServerProcess('postgres');

  private constructor(port: number) {
    this.port = port;
  }

  static async start(): Promise<PostgresServer> {
    const server = new PostgresServer(await freePort());
    const { process } = server;
    process.prepare(
      program('initdb'),
      '-D',
      'data',
      '-U',
      'postgres',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--no-sync',
    );
    process.prepare('sed', '-i', '1i host all ana 127.0.0.1/32 scram-sha-256', 'data/pg_hba.conf');
    await server.restart();
    return server;
  }

  /** A standby of it: it has the same data, and takes no writes. */
  async startStandby(): Promise<PostgresServer> {
    const standby = new PostgresServer(await freePort());
    const from = ['-h', this.host, '-p', String(this.port), '-U', 'postgres'];
    standby.process.prepare(program('pg_basebackup'), '-D', 'data', '-R', '-c', 'fast', '--no-sync', ...from);
    await standby.restart();
    return standby;
  }

  get url(): string {
    return this.urlOf('postgres');
  }

  urlOf(database: string): string {
    return `postgres://postgres@${this.host}:${this.port}/${database}`;
  }

  get address(): { host: string; port: number } {
    return { host: this.host, port: this.port };
  }

  /** Starts it, after a kill with its data. */
  async restart(): Promise<void> {
    await this.process.kill();
    // A kill leaves what was written to the operating system.
    const settings = [
      'fsync=off',
      'deadlock_timeout=100ms',
      `listen_addresses=${this.host}`,
      'max_connections=300',
    ];
    const options = ['-D', 'data', '-p', String(this.port), '-k', this.process.folder];
    const args = [...options, ...settings.flatMap((each) => ['-c', each])];
    // The processes that were killed may need a moment to be gone.
    await eventually('PostgreSQL starts', async () => {
      await this.process.start(program('postgres'), args, /ready to accept (?:read-only )?connections/);
      return true;
    });
  }

  /** Runs statements over a connection that is ended then. */
  async sql(
    text: string,
    params?: readonly unknown[],
    database = 'postgres',
  ): Promise<readonly Record<string, unknown>[]> {
    const client = new pg.Client(this.urlOf(database));
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query(text, params as unknown[])).rows as Record<string, unknown>[];
    } finally {
      await client.end();
    }
  }
}

/** A program of the server, which Debian keeps off the path. */
function program(name: string): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  const found = onPath(
    name,
    versions.map((version) => join(DEBIAN, version, 'bin')),
  );
  if (found === undefined) throw new Error(`these tests need ${name}: apt-get install postgresql`);
  return found;
}
