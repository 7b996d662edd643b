import { HalyardError } from '@halyard/core';
import { show } from '@halyard/core/store';

/** The driver that has a key. */
export interface StorageMount {
  /** What the driver can do. */
  readonly driver: {
    readonly name?: string;
    readonly options?: unknown;
    readonly watch?: unknown;
    readonly setItem?: unknown;
    readonly setItemRaw?: unknown;
  };
}

/** The part of a storage of unstorage that is used: `createStorage({ driver })` is one. */
export interface Storage {
  /** The keys under a base, each in full. */
  getKeys(base: string): Promise<string[]>;
  /** The value of a key as the driver has it; `null` if there is none. */
  getItemRaw(key: string): Promise<unknown>;
  /** Stores a text as it is. */
  setItemRaw(key: string, value: string): Promise<void>;
  /** Removes a key. */
  removeItem(key: string): Promise<void>;
  /** Calls back after each change that the driver reports; resolves with the way to stop. */
  watch?(callback: (event: 'update' | 'remove', key: string) => unknown): Promise<() => void | Promise<void>>;
  /** Which driver has a key. */
  getMount?(key: string): StorageMount;
}

const METHODS = ['getKeys', 'getItemRaw', 'setItemRaw', 'removeItem'] as const;

/** Throws `INVALID_OPTION` unless `value` is a storage. */
export function checkStorage(owner: string, value: unknown): asserts value is Storage {
  const storage = (value ?? {}) as Record<string, unknown>;
  if (METHODS.every((method) => typeof storage[method] === 'function')) return;
  throw new HalyardError(
    'INVALID_OPTION',
    `${owner}: the first argument must be a storage such as createStorage({ driver }) of unstorage, received ${show(value)}`,
  );
}
