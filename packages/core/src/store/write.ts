import type { BulkUpdate, FlagUpdate, WriteOptions } from './backend.js';
import { HalyardError } from '../base/errors.js';
import { FlagConflictError } from './conflict-error.js';
import type { Flag } from '../evaluation/flag.js';
import type { FlagSource } from '../flag/definition.js';
import { isPlannedName, nameProblem } from '../flag/name.js';
import { flagText } from '../flag/flag-text.js';
import { canonicalName } from '../flag/spelling.js';
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
  assertVersion(name, stored.flags.get(name), options);
  return flagText(name, sourceOf(name, update, stored));
}

/** What a write is to store: flags by name with their texts, `undefined` for one that is removed. */
export type TextsToStore = Iterable<readonly [name: string, text: string | undefined]>;

/**
 * The same for several flags, each from what is `stored` when it is asked for. Throws `INVALID_NAME` also for two new names
 * that are spellings of each other.
 */
export function* textsToStore(
  updates: ReadonlyMap<string, BulkUpdate>,
  stored: () => Snapshot,
): Generator<readonly [name: string, text: string | undefined], void> {
  const spellings = new Map<string, string>();
  for (const [name, update] of updates) {
    const snapshot = stored();
    if (update === null) assertStorable(name);
    else assertNewSpelling(name, snapshot, spellings);
    const source = sourceOf(name, update, snapshot);
    yield [name, source === null ? undefined : flagText(name, source)];
  }
}

/** The stored text of a flag if it is invalid, with what is wrong with it. */
export interface InvalidText {
  /** A sentence saying what is wrong, with the path. */
  readonly problem: string;
  /** `undefined` where it is not shown, since it may be a secret. */
  readonly text: string | undefined;
}

function sourceOf<Source extends FlagSource | null>(
  name: string,
  update: Source | ((current: Flag | undefined, invalid: InvalidText | undefined) => Source),
  stored: Snapshot,
): Source {
  return typeof update === 'function' ? update(stored.flags.get(name), invalidText(name, stored)) : update;
}

/** What a writer has to know of an invalid text before it replaces it. */
function invalidText(name: string, stored: Snapshot): InvalidText | undefined {
  // A planned change is not a flag, and its writers want to know its text.
  if (isPlannedName(name) && stored.unused.has(name)) {
    return { problem: 'a planned change', text: stored.unused.get(name) };
  }
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

/** The same for anything that is stored beside the flags: segments and planned changes. */
export function assertStorable(name: unknown): asserts name is string {
  if (typeof name !== 'string' || !isPlannedName(name)) assertName(name);
}

/**
 * Throws `INVALID_NAME` for what can't be a flag's name, and for a new name that is another spelling of a stored one, or
 * of one of the new names in `spellings` (by canonical form), to which it is added.
 */
export function assertNewSpelling(
  name: string,
  stored: Snapshot,
  spellings: Map<string, string> = new Map(),
): void {
  assertStorable(name);
  if (isPlannedName(name)) return;
  if (stored.flags.has(name) || stored.invalid.has(name)) return;
  const canonical = canonicalName(name);
  const other = stored.otherSpelling(name) ?? spellings.get(canonical);
  spellings.set(canonical, name);
  if (other === undefined) return;
  throw new HalyardError(
    'INVALID_NAME',
    `"${name}" is another spelling of the flag ${other}; write to ${other} instead`,
  );
}
