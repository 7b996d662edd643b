import { HalyardError, isHalyardError, messageOf } from '../base/errors.js';
import { flagNames } from './flag-names.js';

/**
 * A write of several flags that failed after the store had stored the first of them. `cause` is the reason. Code
 * `STORE_FAILED`, or `UNKNOWN_OUTCOME` if the flag that failed may have been stored.
 */
export class PartialWriteError extends HalyardError {
  /** The names of the flags that were not stored, in the order of the write. The first is the one that failed. */
  readonly notStored: readonly string[];

  /** `notStored`: the names of the flags, of which there is at least one. */
  constructor(notStored: readonly string[], cause: unknown) {
    const code = isHalyardError(cause, 'UNKNOWN_OUTCOME') ? 'UNKNOWN_OUTCOME' : 'STORE_FAILED';
    super(code, `a part was stored, but not ${flagNames(notStored)}: ${messageOf(cause)}`, { cause });
    this.name = 'PartialWriteError';
    this.notStored = notStored;
  }
}

/** True for the error of a write of several flags of which a part was stored, made by any copy of Halyard. */
export function isPartialWriteError(error: unknown): error is PartialWriteError {
  return isHalyardError(error) && 'notStored' in error;
}
