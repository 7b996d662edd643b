import type { FeatureFlags, HistoryEntry } from '@halyard/core';
import { didYouMean, show } from '@halyard/core/store';
import { Command } from 'commander';
import type { MakeCommand } from '../command.js';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';
import { namesOf, storedName } from '../flags/find-flag.js';
import type { Paint } from '../terminal/paint.js';
import { printable } from '../terminal/printable.js';
import { table } from '../terminal/table.js';
import { localTime } from '../terminal/time.js';
import { wholeNumber } from '../whole-number.js';

interface HistoryOptions {
  readonly limit: number;
  readonly before?: string;
}

/** `halyard history`: shows the changes, newest first. */
export const historyCommand: MakeCommand = (run) =>
  new Command('history')
    .description('show the changes and their authors, newest first')
    .argument('[name]', 'only the changes of this flag')
    .option('--limit <number>', 'show at most this many', wholeNumber('--limit', [1, 9_999_999]), 20)
    .option('--before <id>', 'only changes older than the change with this id')
    .action((given: string | undefined, options: HistoryOptions, command) =>
      run(command, async (invocation) => {
        const flags = await invocation.open();
        const name = given === undefined ? undefined : storedName(flags, given);
        const { changeSummary } = await import('@halyard/admin');
        const read = await readHistory(flags, name, options);
        const entries = read.map((entry) => ({ ...entry, summary: changeSummary(entry) }));
        if (entries.length === 0 && name !== undefined) assertKnown(flags, name);
        invocation.show(
          entries.map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() })),
          () => (entries.length === 0 ? 'no changes' : print(entries, invocation.paint, invocation.width)),
        );
      }),
    );

async function readHistory(
  flags: FeatureFlags,
  name: string | undefined,
  { limit, before }: HistoryOptions,
): Promise<readonly HistoryEntry[]> {
  const entries = await flags.history({
    limit,
    ...(name === undefined ? {} : { name }),
    ...(before === undefined ? {} : { before }),
  });
  if (entries !== undefined) return entries;
  throw new CommandError(EXIT.failed, `${flags.describe()} keeps no history`);
}

/** A deleted flag has a history. A name without history is misspelt. */
function assertKnown(flags: FeatureFlags, name: string): void {
  if (flags.has(name)) return;
  throw new CommandError(
    EXIT.notFound,
    `there is no flag ${show(name)}, and it has no history${didYouMean(name, namesOf(flags))}`,
  );
}

interface Described extends HistoryEntry {
  /** What the change did, in words. */
  readonly summary: string;
}

function print(entries: readonly Described[], paint: Paint, width: number | undefined): string {
  const rows = entries.map(({ id, at, name, summary, actor = '', comment }) => [
    localTime(at),
    printable(actor),
    paint('bold', printable(name)),
    paint('dim', id),
    `${printable(summary)}${comment === undefined ? '' : ` (${printable(comment)})`}`,
  ]);
  return table(['WHEN', 'WHO', 'FLAG', 'ID', 'WHAT'], rows, paint, width);
}
