import { HalyardError } from '../base/errors.js';
import type { Flag } from '../evaluation/flag.js';

/** A write that was refused because the flag is no longer what the writer had seen. Code `CONFLICT`. */
export class FlagConflictError extends HalyardError {
  /** The flag as it is stored now; `undefined` when there is none. */
  readonly current: Flag | undefined;

  /** `current`: the flag as it is stored now. */
  constructor(name: string, current: Flag | undefined) {
    super('CONFLICT', `flag "${name}" was changed in the meantime: ${storedNow(current?.text ?? null)}`);
    this.name = 'FlagConflictError';
    this.current = current;
  }
}

/**
 * What a store rejects a write with when the stored text is not the one that the write expects (`ifText`). `stored` is the
 * text as it is now, `null` when there is none.
 */
export function conflictError(name: string, stored: string | null): HalyardError {
  return new HalyardError(
    'CONFLICT',
    `flag "${name}" holds another text than expected: ${storedNow(stored)}`,
  );
}

function storedNow(text: string | null): string {
  return text === null ? 'it is not stored' : `it is now ${text.slice(0, 200)}`;
}
