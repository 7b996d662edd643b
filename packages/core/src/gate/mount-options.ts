import { HalyardError } from '../base/errors.js';
import { isFeatureFlags } from '../service/feature-flags.js';
import { check, checkOptions, type OptionCheck, show } from '../base/options.js';
import type { ContextFunction } from './gate-options.js';

/** The options of every adapter's `featureFlags(flags, options)`. */
export interface MountOptions<Request = unknown> {
  /**
   * Finds the context of a request. Called at most once for each mounting, and only when a flag is asked that depends
   * on it. @default no context
   */
  readonly context?: ContextFunction<Request>;
  /** `true`: `requestFlags()` works; it costs a little on every request. @default false */
  readonly asyncLocalStorage?: boolean;
}

const mountChecks = {
  context: check.function,
  asyncLocalStorage: check.boolean,
} satisfies Record<keyof MountOptions, OptionCheck>;

/** Throws `INVALID_OPTION` unless `featureFlags(flags, options)` was given a service and right options. */
export function checkMount(flags: unknown, options: unknown): void {
  if (!isFeatureFlags(flags)) {
    const received = flags instanceof Promise ? 'a promise: await it' : show(flags);
    const message = `featureFlags: needs what FeatureFlags.open() resolves with, received ${received}`;
    throw new HalyardError('INVALID_OPTION', message);
  }
  checkOptions('featureFlags', options, mountChecks);
}
