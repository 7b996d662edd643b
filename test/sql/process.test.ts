import type { BackendStatus } from '@halyard/core';
import { migrate } from '@halyard/sql';
import { expect } from 'chai';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { MariadbServer } from '../support/sql/mariadb-server.js';
import { PostgresServer } from '../support/sql/postgres-server.js';
import { SqliteFile } from '../support/sql/sqlite-file.js';

const PROGRAM = fileURLToPath(new URL('program.ts', import.meta.url));

describe('a process with a SqlBackend', function () {
  this.timeout(60_000);
  let postgres: PostgresServer;
  let mariadb: MariadbServer;
  let sqlite: SqliteFile;
  const children: ChildProcessWithoutNullStreams[] = [];

  before(async () => {
    [postgres, mariadb] = await Promise.all([PostgresServer.start(), MariadbServer.start()]);
    sqlite = new SqliteFile();
    for (const { url } of [postgres, mariadb, sqlite]) await migrate(url);
  });

  afterEach(() => {
    postgres.process.resume();
    mariadb.process.resume();
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  after(async () => {
    await Promise.all([postgres.process.stop(), mariadb.process.stop(), sqlite.stop()]);
  });

  function start(
    driver: string,
    url: string,
    { nodeOptions = [], pollMs = 100 }: { nodeOptions?: readonly string[]; pollMs?: number } = {},
  ): ChildProcessWithoutNullStreams {
    const node = ['--import=tsx', '--conditions=@halyard/source', ...nodeOptions];
    const child = spawn(process.execPath, [...node, PROGRAM, driver, url, String(pollMs)]);
    children.push(child);
    return child;
  }

  async function opened(child: ChildProcessWithoutNullStreams): Promise<BackendStatus> {
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    const [line] = (await Promise.race([
      once(child.stdout, 'data'),
      once(child, 'close').then(() => Promise.reject(new Error(complaint))),
    ])) as [Buffer];
    return JSON.parse(line.toString()) as BackendStatus;
  }

  /** Resolves with the exit code of a process that is left to end by itself. */
  async function ends(child: ChildProcessWithoutNullStreams): Promise<number> {
    // It may have ended already, with an error.
    if (child.exitCode !== null) return child.exitCode;
    child.stdin.write('close\n');
    const [code] = (await once(child, 'exit')) as [number];
    return code;
  }

  for (const name of ['pg', 'mysql2', 'libsql', 'url']) {
    it(`ends by itself once the backend is closed (${name})`, async () => {
      const urls =
        name === 'url'
          ? [postgres.url, mariadb.url, sqlite.url]
          : [{ pg: postgres, mysql2: mariadb, libsql: sqlite }[name]!.url];
      for (const url of urls) {
        const child = start(name, url);
        expect((await opened(child)).state).to.be.oneOf(['live', 'polling']);
        expect(await ends(child)).to.equal(0);
      }
    });
  }

  for (const name of ['postgres', 'mariadb'] as const) {
    it(`outlives its server without an error that is not handled, and ends although it hangs (${name})`, async () => {
      const server = { postgres, mariadb }[name];
      const child = start('url', server.url, { nodeOptions: ['--unhandled-rejections=strict'] });
      expect((await opened(child)).state).to.be.oneOf(['live', 'polling']);
      await server.restart();
      await server.restart();
      server.process.pause();
      expect(await ends(child)).to.equal(0);
    });
  }

  for (const name of ['postgres', 'mariadb'] as const) {
    it(`ends although its server hangs while its connection is idle (${name})`, async () => {
      const server = { postgres, mariadb }[name];
      const child = start('url', server.url, { pollMs: 3_600_000 });
      expect((await opened(child)).state).to.be.oneOf(['live', 'polling']);
      server.process.pause();
      expect(await ends(child)).to.equal(0);
    });
  }

  /** What makes the packages with these names look as if they were not installed. */
  function without(...names: readonly string[]): string {
    const hooks = `export async function resolve(specifier, context, next) {
      if (!${JSON.stringify(names)}.includes(specifier) || !context.parentURL?.includes('/packages/sql/')) {
        return next(specifier, context);
      }
      throw Object.assign(new Error('Cannot find package ' + specifier), { code: 'ERR_MODULE_NOT_FOUND' });
    }`;
    const register = `import { register } from 'node:module';
      register('data:text/javascript,' + ${JSON.stringify(encodeURIComponent(hooks))});`;
    return `--import=data:text/javascript,${encodeURIComponent(register)}`;
  }

  it('connects to a URL of PostgreSQL with postgres where pg is not installed', async () => {
    const child = start('url', postgres.url, { nodeOptions: [without('pg')] });
    expect(await opened(child)).to.include({ state: 'live' });
    expect(await ends(child)).to.equal(0);
  });

  it('says what to install for a URL where its driver is not', async () => {
    const packagesOf = [
      [postgres.url, 'pg (or postgres)'],
      [mariadb.url, 'mysql2'],
    ];
    if (process.getBuiltinModule('node:sqlite') === undefined) {
      packagesOf.push([sqlite.url, 'libsql (or better-sqlite3), or use Node 22.13']);
    }
    for (const [url, packages] of packagesOf) {
      const missing = without('pg', 'postgres', 'mysql2/promise', 'libsql', 'better-sqlite3');
      const status = await opened(start('url', url!, { nodeOptions: [missing] }));
      expect(status).to.include({ state: 'failed' });
      expect(status.reason).to.match(
        /^a URL of \w+ was given, and its driver is not installed: npm install /,
      );
      expect(status.reason).to.contain(`npm install ${packages}`);
    }
  });
});
