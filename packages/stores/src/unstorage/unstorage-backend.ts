import {
  checkOptions,
  type OptionCheck,
  StoreBackend,
  type StoreBackendOptions,
  storeBackendOptionChecks,
} from '@halyard/core/store';
import { checkStorage, type Storage } from './storage.js';
import { UnstorageStore } from './unstorage-store.js';

/** The options of {@link UnstorageBackend}. */
export interface UnstorageBackendOptions extends StoreBackendOptions {
  /** What the key of each flag begins with; a colon and its name follow. @default "feature_flags" */
  readonly base?: string;
  /** How often to read all keys while the driver does not push changes, in milliseconds. @default 10000 */
  readonly pollMs?: number;
}

const DEFAULT_POLL_MS = 10_000;

/**
 * Keeps the flags of a storage of unstorage, with any of its drivers, in memory: key = base + `:` + name, value = text. Changes by
 * others arrive at once if the driver watches, as `fs` does, else within `pollMs`.
 *
 * A storage can't compare and set: a write that depends on the stored text compares it just before, so that another process can
 * come in between. Several flags are stored one after another. Halyard never disposes of the storage. Throws `INVALID_OPTION` for
 * what is not a storage and for a wrong option.
 *
 * ```ts
 * const flags = await FeatureFlags.open(new UnstorageBackend(createStorage({ driver: fsDriver({ base: './data' }) })));
 * ```
 */
export class UnstorageBackend extends StoreBackend {
  declare readonly set: NonNullable<StoreBackend['set']>;
  declare readonly setMany: NonNullable<StoreBackend['setMany']>;
  declare readonly delete: NonNullable<StoreBackend['delete']>;

  /** Reads nothing yet. */
  constructor(storage: Storage, options: UnstorageBackendOptions = {}) {
    checkStorage('UnstorageBackend', storage);
    checkOptions('UnstorageBackend', options, {
      ...storeBackendOptionChecks,
      base: baseProblem,
    } satisfies Record<keyof UnstorageBackendOptions, OptionCheck>);
    const { base = 'feature_flags', ...rest } = options;
    super(new UnstorageStore(storage, base), { ...rest, pollMs: rest.pollMs ?? DEFAULT_POLL_MS });
  }
}

function baseProblem(value: unknown): string | undefined {
  const isBase =
    typeof value === 'string' && /^[\w.-]+(?::[\w.-]+)*$/.test(value) && !/(?:^|:)\.+(?::|$)/.test(value);
  return isBase ? undefined : 'letters, digits, "_", "-" and ".", in parts that a colon separates';
}
