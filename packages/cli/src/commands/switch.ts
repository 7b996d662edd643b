import type { FeatureFlags, WriteOptions } from '@halyard/core';
import { Command } from 'commander';
import { type MakeCommand, type Run, withAuthorship } from '../command.js';
import { findFlag } from '../flags/find-flag.js';
import { type Change, changeLine, changeOf } from '../flags/flag-change.js';
import { summaryOf } from '../flags/flag-summary.js';

/** `halyard enable`: switches flags on and keeps their rules. */
export const enableCommand: MakeCommand = (run) =>
  switchCommand('enable', 'switch flags on; their rules stay', run, (flags, name, options) =>
    flags.enable(name, options),
  );

/** `halyard disable`: switches flags off for everyone and keeps their rules. */
export const disableCommand: MakeCommand = (run) =>
  switchCommand(
    'disable',
    'switch flags off for everyone; their rules stay for the next enable',
    run,
    (flags, name, options) => flags.disable(name, options),
  );

function switchCommand(
  word: string,
  description: string,
  run: Run,
  write: (flags: FeatureFlags, name: string, options: WriteOptions) => Promise<void>,
): Command {
  return withAuthorship(new Command(word))
    .description(description)
    .argument('<names...>', 'the flags')
    .action((names: string[], _options, command) =>
      run(command, async (invocation) => {
        const flags = await invocation.open();
        // A misspelt name must not leave half of them switched, nor make a new flag while the one that is meant stays.
        for (const name of names) findFlag(flags, name);
        const changes: Change[] = [];
        for (const name of names) {
          changes.push(await changeOf(flags, name, () => write(flags, name, invocation.authorship)));
        }
        invocation.show(changes, () =>
          changes
            .map(
              (change) =>
                `${changeLine(change, invocation.paint)}\n  now ${summaryOf(findFlag(flags, change.name))}`,
            )
            .join('\n'),
        );
      }),
    );
}
