import { type Flag, type FlagSource, HalyardError } from '@halyard/core';
import {
  canonicalName,
  flagText,
  isReserved,
  messageOf,
  parseFlag,
  SEGMENT_PREFIX,
} from '@halyard/core/store';
import type { AnyFlags } from '../any-flags.js';
import { otherSpelling, storedFlag } from '../flags/stored.js';
import { entityTag } from '../http/json-answer.js';

/** One flag or segment that an import changes. */
export interface PlannedChange {
  readonly name: string;
  readonly change: 'create' | 'replace' | 'delete';
  /** The text as it is stored; `null` when there is none. */
  readonly before: string | null;
  /** The text to store; `null` when it is removed. */
  readonly after: string | null;
  /** The version that `before` has, for the write to insist on. */
  readonly version: string | null;
}

/** Why something can't be imported. */
export interface ImportProblem {
  readonly name: string;
  readonly problem: string;
}

/** An entry that is left out. */
export interface SkippedEntry {
  readonly name: string;
  readonly reason: string;
}

/** What an import would do. */
export interface ImportPlan {
  readonly changes: readonly PlannedChange[];
  /** How many flags and segments are the same already. */
  readonly unchanged: number;
  /** What is stored under reserved names is left as it is. */
  readonly skipped: readonly SkippedEntry[];
  /** With any, nothing is written. */
  readonly problems: readonly ImportProblem[];
  /** Names this plan: another plan, or the same one on other flags, has another tag. */
  readonly tag: string;
}

/** What `flags` would become with these entries in place; with `replace`, whatever has no entry is deleted. Writes nothing. */
export function planImport(
  flags: AnyFlags,
  entries: ReadonlyMap<string, unknown>,
  options: { readonly replace?: boolean } = {},
): ImportPlan {
  const changes: PlannedChange[] = [];
  const skipped: SkippedEntry[] = [];
  const problems: ImportProblem[] = [];
  const spellings = new Map<string, string>();
  let unchanged = 0;
  for (const [name, source] of entries) {
    if (isReserved(name)) {
      skipped.push({ name, reason: 'names starting with $ are reserved, so it is not imported' });
      continue;
    }
    try {
      const after = flagText(name, source as FlagSource);
      assertOnlySpelling(name, otherSpelling(flags, name) ?? spellings.get(canonicalName(name)));
      spellings.set(canonicalName(name), name);
      const current = storedFlag(flags, name);
      if (current !== undefined && says(current, after)) unchanged++;
      else changes.push(planned(name, current, after));
    } catch (error) {
      problems.push({ name, problem: messageOf(error) });
    }
  }
  if (options.replace === true) {
    for (const flag of [...flags.all(), ...flags.segments()]) {
      if (!entries.has(flag.name)) changes.push(planned(flag.name, flag, null));
    }
  }
  return { changes, unchanged, skipped, problems, tag: entityTag(JSON.stringify(changes)) };
}

/** A write would be refused, and half of the import done by then. */
function assertOnlySpelling(name: string, other: string | undefined): void {
  if (other === undefined) return;
  throw new HalyardError(
    'INVALID_NAME',
    `"${name}" is another spelling of the flag ${other}; import one of them`,
  );
}

function planned(name: string, current: Flag | undefined, after: string | null): PlannedChange {
  return {
    name,
    change: after === null ? 'delete' : current === undefined ? 'create' : 'replace',
    before: current?.text ?? null,
    after,
    version: current?.version ?? null,
  };
}

/** Whether a flag says what this text says, however it is written down. */
function says(flag: Flag, text: string): boolean {
  return flag.text === text || canonical(flag) === canonical(parseFlag(flag.name, text).flag);
}

function canonical(flag: Flag | undefined): string | undefined {
  if (flag === undefined) return undefined;
  const { name, text, definition } = flag;
  return name.startsWith(SEGMENT_PREFIX) ? JSON.stringify(JSON.parse(text)) : flagText(name, definition);
}
