import type { Backend, FlagUpdate, WriteOptions } from './backend.js';
import { HalyardError } from '../base/errors.js';
import { FlagConflictError } from './conflict-error.js';
import type { Flag } from '../evaluation/flag.js';
import { nameProblem } from '../flag/name.js';
import { flagText } from '../flag/source.js';
import type { Snapshot } from './snapshot.js';

/**
 * The text that a write is to store, given what is stored now. Throws `INVALID_NAME` or `INVALID_DEFINITION` before
 * anything is stored, and `CONFLICT` when `ifVersion` names another version.
 */
export function textToStore(
  name: string,
  update: FlagUpdate,
  stored: Snapshot,
  options: WriteOptions,
): string {
  assertNewSpelling(name, stored);
  const current = stored.flags.get(name);
  assertVersion(name, current, options);
  return flagText(name, typeof update === 'function' ? update(current, invalidText(name, stored)) : update);
}

/** Writes several flags to a writable backend: in one go if it can. */
export async function storeMany(
  backend: Backend,
  updates: ReadonlyMap<string, FlagUpdate>,
  options: WriteOptions | undefined,
): Promise<void> {
  if (backend.setMany !== undefined) return backend.setMany(updates, options);
  for (const [name, update] of updates) await backend.set!(name, update, options);
}

/** The stored text of a flag if it is invalid, with what is wrong with it. */
export interface InvalidText {
  /** A sentence saying what is wrong, with the path. */
  readonly problem: string;
  /** `undefined` where it is not shown, since it may be a secret. */
  readonly text: string | undefined;
}

/** What a writer has to know of an invalid text before it replaces it. */
function invalidText(name: string, stored: Snapshot): InvalidText | undefined {
  const invalid = stored.invalid.get(name);
  return invalid && { problem: invalid.problem, text: stored.unused.get(name) };
}

/** Throws `CONFLICT` unless the flag has the version that the writer saw. */
export function assertVersion(name: string, current: Flag | undefined, options: WriteOptions): void {
  if (!hasVersion(current, options)) throw new FlagConflictError(name, current);
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

/** Throws `INVALID_NAME` for what can't be a flag's name, and for a new name that is another spelling of a stored one. */
export function assertNewSpelling(name: string, stored: Snapshot): void {
  assertName(name);
  if (stored.flags.has(name) || stored.invalid.has(name)) return;
  const other = stored.otherSpelling(name);
  if (other === undefined) return;
  throw new HalyardError(
    'INVALID_NAME',
    `"${name}" is another spelling of the flag ${other}; write to ${other} instead`,
  );
}
