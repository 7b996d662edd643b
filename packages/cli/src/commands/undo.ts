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

/** `halyard undo`: gives a flag back what it was, which is a change like any other and can be undone too. */
export const undoCommand: MakeCommand = (run) =>
  withConsent(withAuthorship(new Command('undo')))
    .description('undo the last change of a flag, or go back to what an earlier change made of it')
    .argument('<name>', 'the flag')
    .option('--to <id>', 'what the change with this id made of it ("halyard history" shows the ids)')
    .action((given: string, { to }: UndoOptions, command) =>
      run(command, async (invocation) => {
        const flags = await invocation.open();
        const name = storedName(flags, given);
        const entry = await findEntry(flags, name, to);
        const now = flags.definition(name)?.text ?? null;
        if (to === undefined && entry.after !== now) {
          const then = `change ${entry.id} made it ${short(entry.after)}, and now it is ${short(now)}`;
          await invocation.confirm(
            `"${name}" was changed since by somebody who left no history: ${then}. Go back to ${short(entry.before)}?`,
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
  // A misspelt name is the likeliest reason that there is nothing to undo.
  if (changes?.length === 0) findStored(flags, name);
  const what = id === undefined ? 'no change' : `no change ${id}`;
  throw new CommandError(EXIT.notFound, `the history knows ${what} of "${name}"`);
}
