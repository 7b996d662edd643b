import { check, type OptionCheck } from '../base/options.js';

/** The options of `StoreBackend`. */
export interface StoreBackendOptions {
  /** How often to read while changes are not pushed, in milliseconds. @default 2000 */
  readonly pollMs?: number;
  /** How often to read although changes are pushed, as the net under the push, in milliseconds. @default 15000 */
  readonly livePollMs?: number;
  /** How long one read may take, in milliseconds. @default 5000 */
  readonly loadTimeoutMs?: number;
  /**
   * How long one write may take before its outcome counts as unknown, in milliseconds; a write of many flags has that long
   * for every 100. @default 5000
   */
  readonly writeTimeoutMs?: number;
  /** How long to go without push before asking for it again, in milliseconds. @default 60000 */
  readonly rewatchMs?: number;
}

/** What applies where an option of `StoreBackend` is absent. */
export const STORE_BACKEND_DEFAULTS: Readonly<Required<StoreBackendOptions>> = {
  pollMs: 2000,
  livePollMs: 15_000,
  loadTimeoutMs: 5000,
  writeTimeoutMs: 5000,
  rewatchMs: 60_000,
};

/** The checks of these options, for `checkOptions` of a backend that extends `StoreBackend`. */
export const storeBackendOptionChecks = {
  pollMs: check.milliseconds,
  livePollMs: check.milliseconds,
  loadTimeoutMs: check.milliseconds,
  writeTimeoutMs: check.milliseconds,
  rewatchMs: check.milliseconds,
} satisfies Record<keyof StoreBackendOptions, OptionCheck>;
