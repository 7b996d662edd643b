import { credentialsProblem, show } from '@halyard/core/store';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';
import type { Setting } from './environment.js';
import { keyValueStore } from './key-value-url.js';
import { isS3Url } from './s3-client.js';
import { sqlDialect } from './sql-url.js';
import type { StoreChoice, StoreOptions, Variable } from './store-choice.js';

/** A URL, the option or the variable that has it, and the variable for its token. */
interface NamedUrl {
  readonly text: string;
  readonly source: string;
  readonly token: Setting;
  /** What the names of the options beside it begin with, as in `--from-key`. @default nothing */
  readonly prefix?: string;
}

/** The store that a URL names, by its scheme. */
export function storeAt(
  { text, source, token, prefix = '' }: NamedUrl,
  options: Pick<StoreOptions, 'token' | 'key' | 'table'>,
  variable: Variable,
): StoreChoice {
  const { key, table } = options;
  const hash = `--${prefix}key names a hash in Redis`;
  const dialect = sqlDialect(text);
  if (dialect !== undefined) {
    if (key !== undefined) {
      throw new CommandError(EXIT.usage, `${hash}: a SQL database has --${prefix}table`);
    }
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

function checkedToken(token: string | undefined): { readonly token?: string } {
  if (token === undefined) return {};
  if (/^[\x21-\x7e]+$/.test(token)) return { token };
  throw new CommandError(EXIT.usage, 'the token must be visible ASCII characters');
}

/** Fails for the name of a table, where the flags are in no SQL database. */
export function rejectTable(table: string | undefined, prefix = ''): void {
  if (table === undefined) return;
  const url = prefix === '' ? '--url' : `--${prefix.slice(0, -1)}`;
  throw new CommandError(
    EXIT.usage,
    `--${prefix}table names a table in a SQL database: pass ${url} postgres://host/database`,
  );
}

/** The URL of a Redis. Fails for another one: `name` is the option or the variable that has it, `others` further forms. */
export function redisUrl(text: string, name: string, others = ''): URL {
  // The message shows no more of the URL than its scheme: the rest may hold a password.
  if (/^rediss?:\/\//.test(text) && URL.canParse(text)) {
    const url = new URL(text);
    const problem = credentialsProblem(url);
    if (problem !== undefined) throw new CommandError(EXIT.usage, `${name}: ${problem}`);
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
