import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';

/** Where the flags are. */
export type StoreChoice =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'redis'; readonly url: URL; readonly key: string };

export interface StoreOptions {
  readonly file?: string;
  readonly key?: string;
}

/** `--file`, else `REDIS_URL`. Fails with what to say when there is neither. */
export function chooseStore(
  { file, key }: StoreOptions,
  env: Readonly<Record<string, string | undefined>>,
): StoreChoice {
  if (file !== undefined) {
    if (key === undefined) return { kind: 'file', path: file };
    throw new CommandError(EXIT.usage, '--key names a hash in Redis: give either --file or --key');
  }
  const url = env['REDIS_URL'];
  if (!url) {
    const how = 'set REDIS_URL=redis://host:6379 (in the environment or in .env), or say --file flags.json';
    throw new CommandError(EXIT.usage, `where are the flags? ${how}`);
  }
  return { kind: 'redis', url: redisUrl(url), key: key ?? 'feature_flags' };
}

/** Where the flags are, in a few words, without the password. */
export function whereIs(choice: StoreChoice): string {
  if (choice.kind === 'file') return choice.path;
  const { protocol, host, pathname } = choice.url;
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
}

function redisUrl(text: string): URL {
  // Not shown, since it may hold a password.
  if (/^rediss?:\/\//.test(text) && URL.canParse(text)) return new URL(text);
  throw new CommandError(
    EXIT.usage,
    'REDIS_URL must have the form redis://[[user]:password@]host[:port][/database], or rediss:// for TLS',
  );
}
