import type { FlagUpdate, WriteOptions } from './backend.js';
import { FlagConflict, HalyardError } from './errors.js';
import type { Flag } from './flag/flag.js';
import { nameProblem } from './flag/name.js';
import { flagText } from './flag/source.js';

/**
 * The text that a write is to store, given the flag as it is stored now. Throws `INVALID_NAME` or
 * `INVALID_DEFINITION` before anything is stored, and `CONFLICT` when `ifVersion` names another version.
 */
export function textToStore(
  name: string,
  update: FlagUpdate,
  current: Flag | undefined,
  options: WriteOptions,
): string {
  assertName(name);
  assertVersion(name, current, options);
  return flagText(name, typeof update === 'function' ? update(current) : update);
}

/** Throws `CONFLICT` unless the flag has the version that the writer saw. */
export function assertVersion(name: string, current: Flag | undefined, options: WriteOptions): void {
  if (!hasVersion(current, options)) throw new FlagConflict(name, current);
}

/** True when the flag has the version that the writer saw, or the writer does not care. */
export function hasVersion(current: Flag | undefined, options: WriteOptions): boolean {
  return options.ifVersion === undefined || options.ifVersion === (current?.version ?? null);
}

/** Throws `INVALID_NAME` for what can't be a flag's name. */
export function assertName(name: unknown): asserts name is string {
  const problem = nameProblem(name);
  if (problem !== undefined) throw new HalyardError('INVALID_NAME', problem);
}
