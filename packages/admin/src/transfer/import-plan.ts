import { type Flag, type FlagSource, HalyardError } from '@halyard/core';
import {
  canonicalName,
  flagText,
  isReserved,
  isSegmentName,
  messageOf,
  parseFlag,
} from '@halyard/core/store';
import type { FlagProblem, ReadFlags } from '@halyard/formats';
import type { AnyFlags } from '../any-flags.js';
import { otherSpelling, storedFlag } from '../flags/stored.js';
import { TagMaker } from '../http/json-answer.js';
import { inTurns } from '../in-turns.js';

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

/** An entry that the import leaves out. */
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
  /** Entries under reserved names and, with `skip`, those with problems. The import does not change them. */
  readonly skipped: readonly SkippedEntry[];
  /** If there are any, nothing is written. */
  readonly problems: readonly FlagProblem[];
  /** The tag of this plan. Another plan, or the same one on other flags, has another tag. */
  readonly tag: string;
}

/** How to plan an import. */
export interface PlanOptions {
  /** Whether the flags that the document does not name are deleted. @default false */
  readonly replace?: boolean;
  /** Whether the flags with problems are left out, instead of importing nothing. @default false */
  readonly skip?: boolean;
  /** Ends the planning. @default never */
  readonly signal?: AbortSignal;
}

/**
 * Plans an import of the flags of a document. Writes nothing. Plans many flags in turns of the event loop; rejects with the
 * reason of `signal`.
 */
export async function planImport(
  flags: AnyFlags,
  read: ReadFlags,
  { replace = false, skip = false, signal = new AbortController().signal }: PlanOptions = {},
): Promise<ImportPlan> {
  const planner = new Planner(flags, read.problems);
  await inTurns(read.flags, ([name, source]) => planner.add(name, source), signal);
  if (replace) await inTurns(planner.others(), (flag) => planner.delete(flag), signal);
  const maker = new TagMaker();
  await inTurns(planner.changes, (change) => maker.add(JSON.stringify(change)), signal);
  const { changes, unchanged, skipped, problems } = planner;
  const tag = maker.tag();
  if (!skip) return { changes, unchanged, skipped, problems, tag };
  const leftOut = problems.map(({ name, problem }) => ({ name, reason: problem }));
  return { changes, unchanged, skipped: [...skipped, ...leftOut], problems: [], tag };
}

class Planner {
  readonly changes: PlannedChange[] = [];
  unchanged = 0;
  readonly skipped: SkippedEntry[] = [];
  readonly problems: FlagProblem[];
  readonly #flags: AnyFlags;
  readonly #names = new Set<string>();
  readonly #spellings = new Map<string, string>();

  constructor(flags: AnyFlags, problems: readonly FlagProblem[]) {
    this.#flags = flags;
    this.problems = [...problems];
    // A flag that could not be translated is named by the document all the same.
    for (const { name } of problems) this.#names.add(name);
  }

  add(name: string, source: unknown): void {
    this.#names.add(name);
    if (isReserved(name)) {
      this.skipped.push({ name, reason: 'names starting with $ are reserved and not imported' });
      return;
    }
    try {
      const after = flagText(name, source as FlagSource);
      const spelling = canonicalName(name);
      assertOnlySpelling(name, otherSpelling(this.#flags, name) ?? this.#spellings.get(spelling));
      this.#spellings.set(spelling, name);
      const current = storedFlag(this.#flags, name);
      if (current !== undefined && says(current, after)) this.unchanged++;
      else this.changes.push(planned(name, current, after));
    } catch (error) {
      this.problems.push({ name, problem: messageOf(error) });
    }
  }

  /** The flags and segments without an entry, in an order that does not depend on the process. */
  others(): Flag[] {
    const { flags } = this.#flags.snapshot;
    const others = [...flags.values()].filter(({ name }) => !this.#names.has(name));
    return others.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  delete(flag: Flag): void {
    this.changes.push(planned(flag.name, flag, null));
  }
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
