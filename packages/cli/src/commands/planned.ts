import { show } from '@halyard/core/store';
import { Command } from 'commander';
import { type MakeCommand, withAuthorship } from '../command.js';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';
import { plannedLine, plannedRecord } from '../flags/plan-change.js';

interface PlannedOptions {
  readonly cancel?: string;
}

/** `halyard planned`: shows the changes that are planned, or cancels one. */
export const plannedCommand: MakeCommand = (run) =>
  withAuthorship(new Command('planned'))
    .description('show the changes that are planned with --at, or cancel one')
    .option('--cancel <id>', 'cancel the planned change with this id')
    .action(({ cancel }: PlannedOptions, command) =>
      run(command, async (invocation) => {
        const flags = await invocation.open();
        if (cancel === undefined) {
          const planned = flags.planned();
          invocation.show(planned.map(plannedRecord), () =>
            planned.length === 0 ? 'no changes are planned' : planned.map(plannedLine).join('\n'),
          );
          return;
        }
        const { ifVersion: _, ...author } = invocation.authorship;
        if (!(await flags.cancelPlanned(cancel, author))) {
          throw new CommandError(
            EXIT.notFound,
            `there is no planned change ${show(cancel)}: see halyard planned`,
          );
        }
        invocation.show({ cancelled: cancel }, () => `cancelled ${cancel}`);
      }),
    );
