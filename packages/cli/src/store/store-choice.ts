import { show } from '@halyard/core/store';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';
import type { Setting } from './environment.js';
import { type KeyValueStore, keyValueStore } from './key-value-url.js';
import { isS3Url } from './s3-client.js';
import { isSqlUrl, SQL_DIALECTS, type SqlDialect } from './sql-url.js';

/** Where the flags are. `forcePrefix`: variables of the environment with this prefix answer first, as in the app. */
export type StoreChoice = { readonly forcePrefix?: string } & (
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'redis'; readonly url: URL; readonly key: string }
  | { readonly kind: 'sql'; readonly url: string; readonly dialect: SqlDialect; readonly table: string }
  | { readonly kind: 'remote'; readonly url: URL; readonly token?: string }
  | { readonly kind: 'document'; readonly url: URL; readonly token?: string }
  | (KeyValueStore & { readonly token?: string })
  | { readonly kind: 's3'; readonly url: string }
);

export interface StoreOptions {
  readonly forcePrefix?: string;
  readonly file?: string;
  readonly url?: string;
  readonly token?: string;
  readonly key?: string;
  readonly table?: string;
}

/** The value of a variable, if it is set. */
export type Variable = (name: Setting) => string | undefined;

/** A URL, the option or the variable that has it, and the variable for its token. */
interface NamedUrl {
  readonly text: string;
  readonly source: string;
  readonly token: Setting;
  /** What the names of the options beside it begin with, as in `--from-key`. @default nothing */
  readonly prefix?: string;
}

/**
 * `--file`, else `--url`, else `HALYARD_URL`, else `REDIS_URL`, each of which is read only then. Fails if none is given; the
 * message says what to set.
 */
export function chooseStore(options: StoreOptions, variable: Variable): StoreChoice {
  const { file, url } = options;
  if (file !== undefined) return forced(storeInFile(file, options), options);
  const ownUrl = url ?? variable('HALYARD_URL');
  if (ownUrl === undefined) return forced(storeInRedis(options, variable), options);
  const source = url === undefined ? 'HALYARD_URL' : '--url';
  return forced(storeAt({ text: ownUrl, source, token: 'HALYARD_TOKEN' }, options, variable), options);
}

/**
 * The store of a server: `--upstream`, else that of any command, but no API: `HALYARD_TOKEN` is for the callers of a server, not
 * for its store.
 */
export function chooseServedStore(
  options: StoreOptions & { readonly upstream?: string },
  variable: Variable,
): StoreChoice {
  const { upstream, file, url } = options;
  if (upstream === undefined) {
    const choice = chooseStore(options, (name) => (name === 'HALYARD_TOKEN' ? undefined : variable(name)));
    if (choice.kind !== 'remote') return choice;
    throw new CommandError(
      EXIT.usage,
      'a server follows an API with --upstream, not with --url or HALYARD_URL',
    );
  }
  if (file !== undefined || url !== undefined) {
    const other = file === undefined ? '--url' : '--file';
    throw new CommandError(
      EXIT.usage,
      `--upstream says where the flags are: pass either ${other} or --upstream`,
    );
  }
  const named = { text: upstream, source: '--upstream', token: 'HALYARD_UPSTREAM_TOKEN' } as const;
  return forced(storeAt(named, options, variable), options);
}

/** The location of the flags, without the password. */
export function whereIs(choice: StoreChoice): string {
  if (choice.kind === 'file') return choice.path;
  if (choice.kind === 's3' || (choice.kind === 'sql' && choice.dialect === 'sqlite')) return choice.url;
  const { protocol, host, pathname } = new URL(choice.url);
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
}

function forced(choice: StoreChoice, { forcePrefix }: StoreOptions): StoreChoice {
  return forcePrefix === undefined ? choice : { ...choice, forcePrefix };
}

function storeInFile(path: string, { url, key, table }: StoreOptions): StoreChoice {
  if (url !== undefined) throw new CommandError(EXIT.usage, 'pass either --file or --url');
  rejectTable(table);
  if (key === undefined) return { kind: 'file', path };
  throw new CommandError(EXIT.usage, '--key names a hash in Redis: pass either --file or --key');
}

/** The store that a URL names, by its scheme. */
export function storeAt(
  { text, source, token, prefix = '' }: NamedUrl,
  options: Pick<StoreOptions, 'token' | 'key' | 'table'>,
  variable: Variable,
): StoreChoice {
  const { key, table } = options;
  const hash = `--${prefix}key names a hash in Redis`;
  if (isSqlUrl(text)) {
    if (key !== undefined) {
      throw new CommandError(EXIT.usage, `${hash}: a SQL database has --${prefix}table`);
    }
    const dialect = SQL_DIALECTS[text.slice(0, text.indexOf(':'))]!;
    return { kind: 'sql', url: text, dialect, table: table ?? 'feature_flags' };
  }
  rejectTable(table, prefix);
  if (/^(?:etcds?|consuls?|s3):\/\/[^/]*@/.test(text)) {
    const how = `give a token with --${prefix}token, and AWS credentials in the environment`;
    throw new CommandError(
      EXIT.usage,
      `${source} takes no user and password for etcd, Consul and S3: ${how}`,
    );
  }
  const other = otherStore(text);
  if (other === undefined) {
    return { kind: 'redis', url: redisUrl(text, source, OTHER_FORMS), key: key ?? 'feature_flags' };
  }
  if (key !== undefined) {
    throw new CommandError(EXIT.usage, `${hash}: pass either ${source} or --${prefix}key`);
  }
  return other.kind === 's3' ? other : { ...other, ...checkedToken(options.token ?? variable(token)) };
}

/** For a URL of no known form. */
const OTHER_FORMS =
  ', postgres://host/database, mysql://host/database, sqlite:path, etcd://host[/prefix], consul://host[/prefix], ' +
  's3://bucket/flags.json, https://host/flags.json for a document, or https:// for an API';

/** The store that a URL names, unless it is a database or a Redis. */
function otherStore(text: string) {
  if (isS3Url(text)) return { kind: 's3', url: text } as const;
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) {
    const url = new URL(text);
    const kind = /\.(?:json|ya?ml)$/i.test(url.pathname) ? 'document' : 'remote';
    return { kind, url } as const;
  }
  return keyValueStore(text);
}

function storeInRedis({ key, table }: StoreOptions, variable: Variable): StoreChoice {
  rejectTable(table);
  const redis = variable('REDIS_URL');
  if (redis === undefined) {
    const how =
      'set REDIS_URL=redis://host:6379 (in the environment or in .env), or pass --file flags.json or --url';
    throw new CommandError(EXIT.usage, `no store given: ${how}`);
  }
  return { kind: 'redis', url: redisUrl(redis, 'REDIS_URL'), key: key ?? 'feature_flags' };
}

function checkedToken(token: string | undefined): { readonly token?: string } {
  if (token === undefined) return {};
  if (/^[\x21-\x7e]+$/.test(token)) return { token };
  throw new CommandError(EXIT.usage, 'the token must be visible ASCII characters');
}

function rejectTable(table: string | undefined, prefix = ''): void {
  if (table === undefined) return;
  const url = prefix === '' ? '--url' : `--${prefix.slice(0, -1)}`;
  throw new CommandError(
    EXIT.usage,
    `--${prefix}table names a table in a SQL database: pass ${url} postgres://host/database`,
  );
}

function redisUrl(text: string, name: string, others = ''): URL {
  // The message shows no more of the URL than its scheme: the rest may hold a password.
  if (/^rediss?:\/\//.test(text) && URL.canParse(text)) {
    const url = new URL(text);
    if (/^\/?\d*$/.test(url.pathname)) return url;
    const received = show(url.pathname);
    throw new CommandError(
      EXIT.usage,
      `the path of ${name} is the number of a database, such as /3; received ${received}`,
    );
  }
  const forms = `redis://[[user]:password@]host[:port][/database], or rediss:// for TLS${others}`;
  const [scheme] = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text) ?? [];
  const received = scheme === undefined || forms.includes(scheme) ? '' : `, received one with ${scheme}`;
  throw new CommandError(EXIT.usage, `${name} must have the form ${forms}${received}`);
}
