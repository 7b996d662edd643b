import { show } from '@halyard/core/store';
import { Command } from 'commander';
import { type MakeCommand, withAuthorship, withVersion } from '../command.js';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';
import { findFlag } from '../flags/find-flag.js';
import { changeLine, changeOf } from '../flags/flag-change.js';
import { summaryOf } from '../flags/flag-summary.js';
import { percentage } from '../percentage.js';

interface RolloutOptions {
  readonly rule?: number;
}

/** `halyard rollout`: changes the percentage of users that a flag is on for. */
export const rolloutCommand: MakeCommand = (run) =>
  withVersion(withAuthorship(new Command('rollout')))
    .description('change the percentage of users that a flag is on for')
    .argument('<name>', 'the flag')
    .argument('<percent>', 'number from 0 to 100, such as 25 or 0.5%', percentage('percent'))
    .option(
      '--rule <number>',
      'index of the rule, counted from 0, if several rules have a rollout',
      wholeNumber,
    )
    .action((given: string, percent: number, { rule }: RolloutOptions, command) =>
      run(command, async (invocation) => {
        const flags = await invocation.open();
        const { name } = findFlag(flags, given);
        const { withRollout } = await import('@halyard/admin');
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

function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new CommandError(EXIT.usage, `--rule must be a whole number of at least 0, received ${show(text)}`);
}
