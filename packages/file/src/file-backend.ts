import { HalyardError } from '@halyard/core';
import {
  check,
  checkOptions,
  StoreBackend,
  type StoreBackendOptions,
  storeBackendOptionChecks,
} from '@halyard/core/store';
import { FileStore } from './file-store.js';

/** The options of {@link FileBackend}. */
export type FileBackendOptions = StoreBackendOptions;

/**
 * Keeps the flags of one JSON or YAML file (by its extension) in memory, live: a saved file is visible within
 * milliseconds; while it can't be read the last known flags answer. Names map to `true` and `false`, short text or
 * definitions. Writes replace the file in one step and are kept in `<path>.history.jsonl`.
 *
 * A path is relative to the working directory. Throws `INVALID_OPTION` for a path with another extension and for a wrong
 * option.
 *
 * ```ts
 * const flags = await FeatureFlags.open(new FileBackend('flags.yaml'));
 * ```
 */
export class FileBackend extends StoreBackend {
  declare readonly set: NonNullable<StoreBackend['set']>;
  declare readonly setMany: NonNullable<StoreBackend['setMany']>;
  declare readonly delete: NonNullable<StoreBackend['delete']>;
  declare readonly history: NonNullable<StoreBackend['history']>;

  /** `path`: a file that ends in `.json`, `.yaml` or `.yml`. Only its folder must exist. Reads nothing yet. */
  constructor(path: string, options: FileBackendOptions = {}) {
    const problem = check.string(path);
    if (problem !== undefined) {
      throw new HalyardError(
        'INVALID_OPTION',
        `FileBackend: the path must be ${problem}, received ${typeof path}`,
      );
    }
    checkOptions('FileBackend', options, storeBackendOptionChecks);
    super(new FileStore(path), options);
  }
}
