import { isHalyardError } from '@halyard/core';
import { migrate, migrationScript, SqlBackend, type SqlSource } from '@halyard/sql';
import { expect } from 'chai';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { freePort } from '../support/free-port.js';
import { MariadbServer } from '../support/sql/mariadb-server.js';
import { PostgresServer } from '../support/sql/postgres-server.js';
import { postgresDriver } from '../support/sql/sql-drivers.js';

const SECRET = 'wr0ng-secret';

/** Why nothing can be read, as the status says it. */
async function reasonOf(source: SqlSource): Promise<string> {
  const backend = new SqlBackend(source);
  try {
    await backend.open();
    const { state, reason = '' } = backend.status();
    expect(state).to.equal('failed');
    return reason;
  } finally {
    await backend.close();
  }
}

describe('what is wrong with a source is said in one sentence without a password', () => {
  for (const url of [
    `http://ana:${SECRET}@db/shop`,
    `postgres:ana:${SECRET}@db/shop`,
    `postgres://ana:${SECRET}@local host/shop`,
    `mysql://ana:${SECRET}@db:port/shop`,
    'sqlite:',
    '',
  ]) {
    it(`a URL such as ${url.replace(SECRET, '…') || 'an empty one'}`, async () => {
      for (const use of [() => new SqlBackend(url), () => migrate(url)]) {
        const error: unknown = await (async () => use())().catch((thrown: unknown) => thrown);
        expect(isHalyardError(error, 'INVALID_OPTION'), String(error)).to.equal(true);
        expect((error as Error).message).to.match(
          /^(SqlBackend|migrate): a URL must have the form postgres:\/\/[^\n]* or sqlite:path$/,
        );
        expect(inspect(error)).not.to.contain(SECRET);
      }
    });
  }

  for (const protocol of ['postgres', 'mysql']) {
    it(`a password in a URL of ${protocol} that is not escaped`, async () => {
      const url = `${protocol}://ana:${SECRET}%@db/shop`;
      for (const use of [() => new SqlBackend(url), () => migrate(url)]) {
        const error: unknown = await (async () => use())().catch((thrown: unknown) => thrown);
        expect(isHalyardError(error, 'INVALID_OPTION'), String(error)).to.equal(true);
        expect((error as Error).message).to.match(
          /: write a % in the user and the password of the URL as %25$/,
        );
        expect(inspect(error)).not.to.contain(SECRET);
      }
    });
  }

  it('what is not a source, a table or a dialect', () => {
    const wrong: readonly (readonly [() => unknown, RegExp])[] = [
      [() => new SqlBackend({} as never), /the first argument must be a URL .* received an object$/],
      [() => new SqlBackend(Promise.resolve() as never), /received a promise: await it first$/],
      [() => new SqlBackend(undefined as never), /received undefined$/],
      [
        () => new SqlBackend({ dialect: 'oracle', query: async () => [] } as never),
        /the dialect must be one of "postgres", "mysql", "sqlite", received "oracle"$/,
      ],
      [
        () => new SqlBackend('sqlite:x', { table: 'a"b' }),
        /option "table" must be a name of at most 40 letters, digits and underscores, received "a\\"b"$/,
      ],
      [
        () => new SqlBackend('sqlite:x', { tabel: 'a' } as never),
        /unknown option "tabel", did you mean "?table/,
      ],
      [() => migrationScript('oracle' as never), /the dialect must be one of/],
      [() => migrationScript('sqlite', { table: '1' }), /option "table" must be/],
    ];
    for (const [use, message] of wrong) {
      expect(use).to.throw(message).with.property('code', 'INVALID_OPTION');
    }
  });

  it('a SQLite file that does not exist, which is not created', async () => {
    const path = join(tmpdir(), 'nowhere.db');
    expect(await reasonOf(`sqlite:${path}`)).to.equal(
      `the file ${path} does not exist: run "halyard sql migrate --url sqlite:${path}"`,
    );
    expect(await reasonOf('sqlite:/nowhere/flags.db')).to.equal(
      'the folder /nowhere does not exist: create it',
    );
  });

  describe('in PostgreSQL', () => {
    let server: PostgresServer;
    before(async () => {
      server = await PostgresServer.start();
      await server.sql("CREATE USER ana PASSWORD 'right'");
    });
    after(() => server.process.stop());

    const at = (user: string, database = 'postgres'): string =>
      `postgres://${user}@127.0.0.1:${server.port}/${database}`;

    it('credentials, with either driver', async () => {
      const expected =
        'PostgreSQL does not accept the credentials: PostgreSQL answers "password authentication failed for user "ana""';
      expect(await reasonOf(at(`ana:${SECRET}`))).to.equal(expected);
      const { source, end } = postgresDriver.connect(at(`ana:${SECRET}`));
      expect(await reasonOf(source)).to.equal(expected);
      await end();
    });

    it('a database that does not exist', async () => {
      expect(await reasonOf(at('postgres', 'shop'))).to.equal(
        'the database does not exist: PostgreSQL answers "database "shop" does not exist"',
      );
    });

    it('tables that are missing', async () => {
      expect(await reasonOf(at('postgres'))).to.equal(
        'the table "feature_flags" or a part of it does not exist: run "halyard sql migrate --url <url>" ' +
          '(PostgreSQL answers "relation "feature_flags_meta" does not exist")',
      );
    });

    it('a user who may do less, who reads or writes as granted', async () => {
      await migrate(at('postgres'));
      expect(await reasonOf(at('ana:right'))).to.match(
        /^the user may not do this: .*permission denied for table .*; docs\/sql\.md#permissions has the rights to grant$/,
      );
      await server.sql('GRANT SELECT ON feature_flags, feature_flags_history, feature_flags_meta TO ana');
      const backend = new SqlBackend(at('ana:right'));
      try {
        await backend.open();
        expect(backend.status()).to.include({ state: 'live' });
        const refused: unknown = await backend.set('a', true).catch((error: unknown) => error);
        expect(isHalyardError(refused, 'STORE_FAILED'), String(refused)).to.equal(true);
        expect((refused as Error).message).to.match(/the user may not do this: .*permission denied/);
        await server.sql('GRANT INSERT, UPDATE, DELETE ON feature_flags TO ana');
        await backend.set('a', true, { actor: 'ana' });
        expect(await backend.history()).to.have.length(1);
      } finally {
        await backend.close();
      }
    });

    it('a migration that may not be made', async () => {
      await server.sql('REVOKE CREATE ON SCHEMA public FROM PUBLIC');
      const error: unknown = await migrate(at('ana:right'), { table: 'other' }).catch(
        (thrown: unknown) => thrown,
      );
      expect(isHalyardError(error, 'STORE_FAILED'), String(error)).to.equal(true);
      expect((error as Error).message).to.match(/^the migration failed: the user may not do this: .*public/);
    });
  });

  describe('in MariaDB', () => {
    let server: MariadbServer;
    before(async () => {
      server = await MariadbServer.start();
    });
    after(() => server.process.stop());

    const at = (user: string, database = 'flags'): string =>
      `mysql://${user}@127.0.0.1:${server.port}/${database}`;

    it('credentials', async () => {
      expect(await reasonOf(at(`ana:${SECRET}`))).to.match(
        /^MySQL does not accept the credentials: MySQL answers "Access denied for user 'ana'@'127.0.0.1' \(using password: YES\)"$/,
      );
    });

    it('a database that does not exist, or is not named', async () => {
      expect(await reasonOf(at('admin', 'shop'))).to.equal(
        `the database does not exist: MySQL answers "Unknown database 'shop'"`,
      );
      expect(await reasonOf(at('admin', ''))).to.equal(
        'the database does not exist: MySQL answers "No database selected"',
      );
    });

    it('tables that are missing', async () => {
      expect(await reasonOf(at('admin'))).to.match(
        /^the table "feature_flags" or a part of it does not exist: run "halyard sql migrate --url <url>" \(MySQL answers "Table 'flags.feature_flags_\w+' doesn't exist"\)$/,
      );
    });

    it('a user who may do less, who reads or writes as granted', async () => {
      await migrate(at('admin'));
      await server.sql("GRANT SELECT ON flags.* TO ana@'%'");
      const backend = new SqlBackend(at('ana:right'));
      try {
        await backend.open();
        expect(backend.status()).to.include({ state: 'polling' });
        const refused: unknown = await backend.set('a', true).catch((error: unknown) => error);
        expect(isHalyardError(refused, 'STORE_FAILED'), String(refused)).to.equal(true);
        expect((refused as Error).message).to.match(/the user may not do this: .*execute command denied/);
        await server.sql(`
          GRANT EXECUTE ON PROCEDURE flags.feature_flags_write TO ana@'%';
          GRANT INSERT, UPDATE, DELETE ON flags.feature_flags TO ana@'%'`);
        await backend.set('a', true, { actor: 'ana' });
        expect(await backend.history()).to.have.length(1);
      } finally {
        await backend.close();
      }
    });
  });

  it('a query that resolves with the answer of its driver, not with the rows', async () => {
    for (const [answer, shown] of [
      [{ rows: [] }, 'an object'],
      [[[{ schema_version: 1 }], []], 'a list of other values'],
      [undefined, 'undefined'],
    ] as const) {
      const query = async () => answer as never;
      expect(await reasonOf({ dialect: 'postgres', query })).to.equal(
        `"query" must resolve with the rows, a list of objects, received ${shown}`,
      );
    }
  });

  it('a server that is not there', async () => {
    const port = await freePort();
    const reason = `can't be reached (connect ECONNREFUSED 127.0.0.1:${port})`;
    const login = `ana:${SECRET}`;
    expect(await reasonOf(`postgres://${login}@127.0.0.1:${port}/x`)).to.equal(`PostgreSQL ${reason}`);
    expect(await reasonOf(`mysql://${login}@127.0.0.1:${port}/x`)).to.equal(`MySQL ${reason}`);
    const { source, end } = postgresDriver.connect(`postgres://${login}@127.0.0.1:${port}/x`);
    expect(await reasonOf(source)).to.equal(`PostgreSQL ${reason}`);
    await end();
  });
});
