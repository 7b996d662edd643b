import type { FeatureFlags, HistoryEntry } from '@halyard/core';
import { Command } from 'commander';
import { type MakeCommand, withAuthorship, withConsent } from '../command.js';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';
import { findStored, storedName } from '../flags/find-flag.js';
import { changeLine, changeOf, short } from '../flags/flag-change.js';

interface UndoOptions {
  readonly to?: string;
}

/** `halyard undo`: restores an earlier text of a flag. This is a change too, and can be undone. */
export const undoCommand: MakeCommand = (run) =>
  withConsent(withAuthorship(new Command('undo')))
    .description('undo the last change of a flag, or restore the result of an earlier change')
    .argument('<name>', 'the flag')
    .option('--to <id>', 'restore the result of the change with this id ("halyard history" shows the ids)')
    .action((given: string, { to }: UndoOptions, command) =>
      run(command, async (invocation) => {
        const flags = await invocation.open();
        const name = storedName(flags, given);
        const entry = await findEntry(flags, name, to);
        const now = flags.definition(name)?.text ?? null;
        if (to === undefined && entry.after !== now) {
          const then = `change ${entry.id} stored ${short(entry.after)}, but it is now ${short(now)}`;
          await invocation.confirm(
            `"${name}" was changed later without a history entry: ${then}. Restore ${short(entry.before)}?`,
          );
        }
        const { restore } = await import('@halyard/admin');
        const side = to === undefined ? 'before' : 'after';
        const change = await changeOf(flags, name, () => restore(flags, entry, side, invocation.authorship));
        invocation.show(change, () => changeLine(change, invocation.paint));
      }),
    );

async function findEntry(flags: FeatureFlags, name: string, id: string | undefined): Promise<HistoryEntry> {
  const { findChange } = await import('@halyard/admin');
  const entry = await findChange(flags, name, id);
  if (entry === 'no history') throw new CommandError(EXIT.failed, `${flags.describe()} keeps no history`);
  if (entry !== undefined) return entry;
  const changes = await flags.history({ name, limit: 1 });
  // The likeliest reason is a misspelt name.
  if (changes?.length === 0) findStored(flags, name);
  const what = id === undefined ? 'no change to undo' : `no change ${id}`;
  throw new CommandError(EXIT.notFound, `"${name}" has ${what}`);
}
