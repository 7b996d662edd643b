import { HalyardError } from '../base/errors.js';
import type { Flag } from '../evaluation/flag.js';
import type { StoreChange } from './flag-store.js';

/** A write that was refused because the flag is no longer what the writer had seen. Code `CONFLICT`. */
export class FlagConflictError extends HalyardError {
  /** The name of the flag. */
  readonly flag: string;
  /** The flag as it is stored now; `undefined` when there is none. */
  readonly current: Flag | undefined;

  /** `current`: the flag as it is stored now. */
  constructor(name: string, current: Flag | undefined) {
    super('CONFLICT', `flag "${name}" was changed in the meantime: ${storedNow(current?.text ?? null)}`);
    this.name = 'FlagConflictError';
    this.flag = name;
    this.current = current;
  }
}

/**
 * What a store rejects a write with when the stored text is not the one that the write expects (`ifText`). `stored` is the
 * text as it is now, `null` when there is none.
 */
export function conflictError(name: string, stored: string | null): HalyardError & { readonly flag: string } {
  const message = `flag "${name}" holds another text than expected: ${storedNow(stored)}`;
  return Object.assign(new HalyardError('CONFLICT', message), { flag: name });
}

/**
 * The error for the first change that expects another text (`ifText`) than is stored; `undefined` if none does. `stored` gives
 * the text of a name, and nothing when there is none.
 */
export function conflictIn(
  changes: readonly Pick<StoreChange, 'name' | 'ifText'>[],
  stored: (name: string) => string | null | undefined,
): HalyardError | undefined {
  const textOf = (name: string): string | null => stored(name) ?? null;
  const first = changes.find(({ name, ifText }) => ifText !== undefined && ifText !== textOf(name));
  return first && conflictError(first.name, textOf(first.name));
}

function storedNow(text: string | null): string {
  return text === null ? 'it is not stored' : `it is now ${text.slice(0, 200)}`;
}
