import { type Flag, flagText, type FlagSource, messageOf, parseFlag, SEGMENT_PREFIX } from '@halyard/core';
import type { AnyFlags } from '../any-flags.js';
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

/** What an import would do. */
export interface ImportPlan {
  readonly changes: readonly PlannedChange[];
  /** How many flags and segments are the same already. */
  readonly unchanged: number;
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
  const problems: ImportProblem[] = [];
  let unchanged = 0;
  for (const [name, source] of entries) {
    try {
      const after = flagText(name, source as FlagSource);
      const current = flags.get(name);
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
  return { changes, unchanged, problems, tag: entityTag(JSON.stringify(changes)) };
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
