import { HalyardError } from '../base/errors.js';
import { show } from '../base/options.js';
import { isFeatureFlags } from '../service/feature-flags.js';

/** Throws `INVALID_OPTION` unless `owner` was given a service, open or lazy. */
export function checkService(owner: string, flags: unknown): void {
  if (isFeatureFlags(flags)) return;
  const received = flags instanceof Promise ? 'a promise: await it' : show(flags);
  const message = `${owner}: needs what FeatureFlags.open() resolves with, received ${received}`;
  throw new HalyardError('INVALID_OPTION', message);
}
