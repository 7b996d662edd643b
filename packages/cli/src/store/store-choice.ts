import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';

/** Where the flags are. `forcePrefix`: variables of the environment with this prefix answer first, as in the app. */
export type StoreChoice = { readonly forcePrefix?: string } & (
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'redis'; readonly url: URL; readonly key: string }
);

export interface StoreOptions {
  readonly forcePrefix?: string;
  readonly file?: string;
  readonly key?: string;
}

/** `--file`, else `REDIS_URL`, which is read only then. Fails if neither is given; the message says what to set. */
export function chooseStore(
  { file, key, forcePrefix }: StoreOptions,
  redisUrlSetting: () => string | undefined,
): StoreChoice {
  const force = forcePrefix === undefined ? {} : { forcePrefix };
  if (file !== undefined) {
    if (key === undefined) return { kind: 'file', path: file, ...force };
    throw new CommandError(EXIT.usage, '--key names a hash in Redis: pass either --file or --key');
  }
  const url = redisUrlSetting();
  if (url === undefined) {
    const how = 'set REDIS_URL=redis://host:6379 (in the environment or in .env), or pass --file flags.json';
    throw new CommandError(EXIT.usage, `no store given: ${how}`);
  }
  return { kind: 'redis', url: redisUrl(url), key: key ?? 'feature_flags', ...force };
}

/** The location of the flags, without the password. */
export function whereIs(choice: StoreChoice): string {
  if (choice.kind === 'file') return choice.path;
  const { protocol, host, pathname } = choice.url;
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
}

function redisUrl(text: string): URL {
  // The message does not show the URL: it may hold a password.
  if (/^rediss?:\/\//.test(text) && URL.canParse(text)) return new URL(text);
  throw new CommandError(
    EXIT.usage,
    'REDIS_URL must have the form redis://[[user]:password@]host[:port][/database], or rediss:// for TLS',
  );
}
