import type { ImportPlan, ImportResult } from '@halyard/admin';
import { isHalyardError } from '@halyard/core';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';
import type { Invocation } from '../invocation.js';
import { differenceLines } from './difference.js';

/** How a command that writes many flags calls its work. */
export interface TransferWords {
  readonly noun: string;
  readonly done: string;
  /** What to do to store the rest after a failure. */
  readonly again: string;
}

/** Fails with all problems of a plan. `source` is where the flags come from. */
export function assertValid(
  source: string,
  { problems }: Pick<ImportPlan, 'problems'>,
  { done }: TransferWords,
): void {
  if (problems.length === 0) return;
  const lines = problems.map(({ name, problem }) => `\n  ${name}: ${problem}`).join('');
  throw new CommandError(EXIT.invalid, `${source} is invalid; nothing was ${done}:${lines}`);
}

/** Prints what was written or, without a result, what would change. `about` is for JSON only. */
export function showOutcome(
  plan: ImportPlan,
  result: ImportResult | undefined,
  invocation: Invocation,
  about: object = {},
): void {
  const { changes, unchanged, skipped } = plan;
  const { written = 0, conflicts = [] } = result ?? {};
  noteSkipped(plan, invocation);
  const json = { dryRun: result === undefined, ...about, changes, unchanged, skipped, written, conflicts };
  invocation.show(json, () => {
    const counted =
      result === undefined ? `${changes.length} to change` : `${written} of ${changes.length} changed`;
    const lines = result === undefined ? differenceLines(changes, invocation.paint) : [];
    return [...lines, `${counted}, ${unchanged} already the same`].join('\n');
  });
}

/** Prints the entries that a plan leaves out on standard error. */
export function noteSkipped({ skipped }: ImportPlan, invocation: Invocation): void {
  for (const { name, reason } of skipped) invocation.note(`skipped: ${name}: ${reason}`);
}

/** Fails unless all changes of a plan were written. */
export function assertWritten(
  { changes }: ImportPlan,
  { conflicts, failure, written }: ImportResult,
  { noun, done, again }: TransferWords,
  invocation: Invocation,
): void {
  if (failure !== undefined) {
    const stored = isHalyardError(failure, 'UNKNOWN_OUTCOME') ? 'known to be stored' : 'stored';
    invocation.note(`${written} of ${changes.length} changes are ${stored}; ${again} to store the rest`);
    throw failure;
  }
  if (conflicts.length === 0) return;
  const names = conflicts.map((name) => `"${name}"`).join(', ');
  throw new CommandError(
    EXIT.conflict,
    `conflict: another user changed ${names} during the ${noun}; these were not ${done}`,
  );
}
