import { HalyardError } from '../base/errors.js';

/**
 * What a store rejects a write with that may have happened: code `UNKNOWN_OUTCOME`. `what`: what was not confirmed and why, such
 * as `my store did not confirm the write (the connection was lost)`; the message says what follows from it.
 */
export function unconfirmedError(what: string, cause?: unknown): HalyardError {
  const message = `${what}; it may or may not have happened, and is not repeated: the next read shows it`;
  return new HalyardError('UNKNOWN_OUTCOME', message, cause === undefined ? {} : { cause });
}
