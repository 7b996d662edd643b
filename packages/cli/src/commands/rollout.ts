import { withRollout } from '@halyard/core/store';
import { Command } from 'commander';
import { type MakeCommand, withAuthorship, withTime, withVersion } from '../command.js';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';
import { findFlag } from '../flags/find-flag.js';
import { changeLine, changeOf } from '../flags/flag-change.js';
import { summaryOf } from '../flags/flag-summary.js';
import { planChange, showPlanned } from '../flags/plan-change.js';
import { percentage } from '../percentage.js';
import { wholeNumber } from '../whole-number.js';

interface RolloutOptions {
  readonly at?: string;
  readonly rule?: number;
}

/** `halyard rollout`: changes the percentage of users that a flag is on for. */
export const rolloutCommand: MakeCommand = (run) =>
  withTime(withVersion(withAuthorship(new Command('rollout'))))
    .description('change the percentage of users that a flag is on for')
    .argument('<name>', 'the flag')
    .argument('<percent>', 'number from 0 to 100, such as 25 or 0.5%', percentage('percent'))
    .option(
      '--rule <number>',
      'index of the rule, counted from 0, if several rules have a rollout',
      wholeNumber('--rule', [0, 9999]),
    )
    .action((given: string, percent: number, { at, rule }: RolloutOptions, command) =>
      run(command, async (invocation) => {
        const flags = await invocation.open();
        const { name } = findFlag(flags, given);
        if (at !== undefined) {
          if (rule === undefined) {
            return showPlanned(
              invocation,
              await planChange(invocation, flags, name, { rollout: percent }, at),
            );
          }
          throw new CommandError(EXIT.usage, '--rule has no effect with --at: rules may be others by then');
        }
        const change = await changeOf(flags, name, () =>
          flags.set(name, (current) => withRollout(name, current, percent, rule), invocation.authorship),
        );
        invocation.show(change, () => changeLine(change, invocation.paint));
        const flag = findFlag(flags, name);
        if (flag.definition.enabled === false) {
          invocation.note(`"${name}" is still ${await summaryOf(flags, flag)}: halyard enable ${name}`);
        }
      }),
    );
