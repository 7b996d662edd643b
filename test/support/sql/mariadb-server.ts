import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import mysql2 from 'mysql2/promise';
import { freePort } from '../free-port.js';
import { onPath } from '../on-path.js';
import { ServerProcess } from '../server-process.js';

/** A private MariaDB on 127.0.0.1. The user `admin` needs no password and may do anything; `ana` needs one. */
export class MariadbServer {
  readonly host: string = '127.0.0.1';
  readonly port: number;
  readonly process = new ServerProcess('mariadb');

  private constructor(port: number) {
    this.port = port;
  }

  static async start(): Promise<MariadbServer> {
    const server = new MariadbServer(await freePort());
    server.process.prepare(
      program('mariadb-install-db'),
      '--no-defaults',
      `--datadir=${join(server.process.folder, 'data')}`,
      `--tmpdir=${server.process.folder}`,
      '--skip-test-db',
      '--auth-root-authentication-method=normal',
    );
    await server.restart();
    return server;
  }

  get url(): string {
    return this.urlOf('flags');
  }

  urlOf(database: string): string {
    return `mysql://admin@${this.host}:${this.port}/${database}`;
  }

  get address(): { host: string; port: number } {
    return { host: this.host, port: this.port };
  }

  /** Starts it, after a kill with its data. */
  async restart(): Promise<void> {
    await this.process.kill();
    const { folder } = this.process;
    const init = join(folder, 'init.sql');
    writeFileSync(
      init,
      [
        'CREATE DATABASE IF NOT EXISTS flags;',
        "CREATE USER IF NOT EXISTS admin@'%';",
        "GRANT ALL ON *.* TO admin@'%' WITH GRANT OPTION;",
        "CREATE USER IF NOT EXISTS ana@'%' IDENTIFIED BY 'right';",
        '',
      ].join('\n'),
    );
    await this.process.start(
      program('mariadbd'),
      [
        '--no-defaults',
        `--datadir=${join(folder, 'data')}`,
        // A starting server deletes the temporary tables of every other one that shares the folder, which then crashes.
        `--tmpdir=${folder}`,
        `--socket=${join(folder, 'socket')}`,
        `--port=${this.port}`,
        `--bind-address=${this.host}`,
        `--init-file=${init}`,
        '--skip-name-resolve',
        '--innodb-buffer-pool-size=32M',
        '--innodb-flush-log-at-trx-commit=2',
        // What an app can't rely on: neither the character set nor the time zone.
        '--character-set-server=latin1',
        '--default-time-zone=+05:30',
      ],
      /ready for connections/,
    );
  }

  /** Runs statements over a connection that is ended then. */
  async sql(
    text: string,
    params: readonly unknown[] = [],
    database = 'flags',
  ): Promise<readonly Record<string, unknown>[]> {
    const client = await mysql2.createConnection({ uri: this.urlOf(database), multipleStatements: true });
    try {
      const [rows] = await client.query(text, [...params]);
      return Array.isArray(rows) ? (rows as Record<string, unknown>[]) : [];
    } finally {
      await client.end();
    }
  }
}

function program(name: string): string {
  const found = onPath(name, ['/usr/sbin']);
  if (found === undefined) throw new Error(`these tests need ${name}: apt-get install mariadb-server`);
  return found;
}
