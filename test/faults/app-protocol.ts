import type { RedisBackendOptions } from '@halyard/redis';
import type { Address, Login } from '../support/redis-clients.js';

/** Where the flags are, as a client is told. */
export type Whereabouts =
  | Address
  | { readonly cluster: readonly Address[] }
  | { readonly master: string; readonly sentinels: readonly Address[] };

/** What the app under test is to open. */
export interface Setup {
  readonly at: Whereabouts;
  readonly login?: Login;
  readonly options?: RedisBackendOptions;
  /** Where to keep the last known flags. */
  readonly file?: string;
}

/** A flag to store, if it still has this version. */
export interface Edit {
  readonly name: string;
  readonly text: string;
  readonly ifVersion?: string | null;
}

/** Nothing when it is stored, else the error, and the flag as it is now if the error tells. */
export interface EditOutcome {
  readonly code?: string;
  readonly message?: string;
  readonly current?: string;
}
