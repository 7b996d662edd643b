import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';
import { isSqlUrl, SQL_DIALECTS, type SqlDialect } from './sql-url.js';

/** Where the flags are. `forcePrefix`: variables of the environment with this prefix answer first, as in the app. */
export type StoreChoice = { readonly forcePrefix?: string } & (
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'redis'; readonly url: URL; readonly key: string }
  | { readonly kind: 'sql'; readonly url: string; readonly dialect: SqlDialect; readonly table: string }
);

export interface StoreOptions {
  readonly forcePrefix?: string;
  readonly file?: string;
  readonly url?: string;
  readonly key?: string;
  readonly table?: string;
}

type UrlSetting = 'HALYARD_URL' | 'REDIS_URL';

/**
 * `--file`, else `--url`, else `HALYARD_URL`, else `REDIS_URL`, each of which is read only then. Fails if none is given; the
 * message says what to set.
 */
export function chooseStore(
  options: StoreOptions,
  setting: (name: UrlSetting) => string | undefined,
): StoreChoice {
  const { forcePrefix } = options;
  const choice =
    options.file === undefined ? storeAtUrl(options, setting) : storeInFile(options.file, options);
  return forcePrefix === undefined ? choice : { ...choice, forcePrefix };
}

/** The location of the flags, without the password. */
export function whereIs(choice: StoreChoice): string {
  if (choice.kind === 'file') return choice.path;
  if (choice.kind === 'sql' && choice.dialect === 'sqlite') return choice.url;
  const { protocol, host, pathname } = new URL(choice.url);
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
}

function storeInFile(path: string, { url, key, table }: StoreOptions): StoreChoice {
  if (url !== undefined) throw new CommandError(EXIT.usage, 'pass either --file or --url');
  rejectTable(table);
  if (key === undefined) return { kind: 'file', path };
  throw new CommandError(EXIT.usage, '--key names a hash in Redis: pass either --file or --key');
}

function storeAtUrl(
  { url, key, table }: StoreOptions,
  setting: (name: UrlSetting) => string | undefined,
): StoreChoice {
  const general = url ?? setting('HALYARD_URL');
  if (general !== undefined && isSqlUrl(general)) {
    if (key !== undefined) {
      throw new CommandError(EXIT.usage, '--key names a hash in Redis: a SQL database has --table');
    }
    const dialect = SQL_DIALECTS[general.slice(0, general.indexOf(':'))]!;
    return { kind: 'sql', url: general, dialect, table: table ?? 'feature_flags' };
  }
  rejectTable(table);
  if (general !== undefined) {
    const name = url === undefined ? 'HALYARD_URL' : '--url';
    const sql = ', postgres://host/database, mysql://host/database or sqlite:path';
    return { kind: 'redis', url: redisUrl(general, name, sql), key: key ?? 'feature_flags' };
  }
  const redis = setting('REDIS_URL');
  if (redis === undefined) {
    const how =
      'set REDIS_URL=redis://host:6379 (in the environment or in .env), or pass --file flags.json or --url';
    throw new CommandError(EXIT.usage, `no store given: ${how}`);
  }
  return { kind: 'redis', url: redisUrl(redis, 'REDIS_URL'), key: key ?? 'feature_flags' };
}

function rejectTable(table: string | undefined): void {
  if (table === undefined) return;
  throw new CommandError(
    EXIT.usage,
    '--table names a table in a SQL database: pass --url postgres://host/database',
  );
}

function redisUrl(text: string, name: string, others = ''): URL {
  // The message does not show the URL: it may hold a password.
  if (/^rediss?:\/\//.test(text) && URL.canParse(text)) return new URL(text);
  throw new CommandError(
    EXIT.usage,
    `${name} must have the form redis://[[user]:password@]host[:port][/database], or rediss:// for TLS${others}`,
  );
}
