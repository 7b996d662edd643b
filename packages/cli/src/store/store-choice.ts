import type { DialectName } from '@halyard/sql';
import type { Setting } from './environment.js';
import type { KeyValueStore } from './key-value-url.js';

/** Where the flags are. `forcePrefix`: variables of the environment with this prefix answer first, as in the app. */
export type StoreChoice = { readonly forcePrefix?: string } & (
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'redis'; readonly url: URL; readonly key: string }
  | { readonly kind: 'sql'; readonly url: string; readonly dialect: DialectName; readonly table: string }
  | { readonly kind: 'remote'; readonly url: URL; readonly token?: string }
  | { readonly kind: 'document'; readonly url: URL; readonly token?: string }
  | (KeyValueStore & { readonly token?: string })
  | { readonly kind: 's3'; readonly url: string }
);

/** The options that say where the flags are. */
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

/** The location of the flags, without the password. */
export function whereIs(choice: StoreChoice): string {
  if (choice.kind === 'file') return choice.path;
  if (choice.kind === 's3' || (choice.kind === 'sql' && choice.dialect === 'sqlite')) return choice.url;
  const { protocol, host, pathname } = new URL(choice.url);
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
}
