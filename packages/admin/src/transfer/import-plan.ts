import { type Flag, type FlagSource, HalyardError } from '@halyard/core';
import {
  canonicalName,
  flagText,
  isReserved,
  isSegmentName,
  messageOf,
  parseFlag,
} from '@halyard/core/store';
import type { AnyFlags } from '../any-flags.js';
import { otherSpelling, storedFlag } from '../flags/stored.js';
import { entityTag } from '../http/json-answer.js';

/** One flag or segment that an import changes. */
export interface PlannedChange {
  /** The name of the flag or segment. */
  readonly name: string;
  /** What the import does to it. */
  readonly change: 'create' | 'replace' | 'delete';
  /** The stored text; `null` if the flag does not exist. */
  readonly before: string | null;
  /** The text to store; `null` to delete the flag. */
  readonly after: string | null;
  /** The version of `before`. The write requires it. */
  readonly version: string | null;
}

/** The reason why an entry can't be imported. */
export interface ImportProblem {
  /** The name of the entry. */
  readonly name: string;
  /** The reason, as a sentence. */
  readonly problem: string;
}

/** A skipped entry. */
export interface SkippedEntry {
  /** The name of the entry. */
  readonly name: string;
  /** The reason, as a sentence. */
  readonly reason: string;
}

/** The planned changes of an import. */
export interface ImportPlan {
  /** The changes that the entries make, then the deletions. */
  readonly changes: readonly PlannedChange[];
  /** The number of flags and segments that are already the same. */
  readonly unchanged: number;
  /** Entries under reserved names. The import does not change them. */
  readonly skipped: readonly SkippedEntry[];
  /** If there are any, nothing is written. */
  readonly problems: readonly ImportProblem[];
  /** The tag of this plan. Another plan, or the same one on other flags, has another tag. */
  readonly tag: string;
}

/** Plans an import of these entries. With `replace`, flags without an entry are deleted. Writes nothing. */
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
      skipped.push({ name, reason: 'names starting with $ are reserved and not imported' });
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

/** Checked before the import, because a refused write would leave it half done. */
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

/** Whether a flag and this text have the same meaning, even if spelt differently. */
function says(flag: Flag, text: string): boolean {
  return flag.text === text || canonical(flag) === canonical(parseFlag(flag.name, text).flag);
}

function canonical(flag: Flag | undefined): string | undefined {
  if (flag === undefined) return undefined;
  const { name, text, definition } = flag;
  return isSegmentName(name) ? JSON.stringify(JSON.parse(text)) : flagText(name, definition);
}
