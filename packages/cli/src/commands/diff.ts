import { Command } from 'commander';
import type { MakeCommand } from '../command.js';
import { EXIT } from '../exit-codes.js';
import { countOfFlags } from '../flags/flag-summary.js';
import { nameOf, type TwoStoresOptions, withTwoStores } from '../store/two-stores.js';
import { differenceLines } from '../transfer/difference.js';
import { planDifference } from '../transfer/difference-plan.js';
import { noteSkipped } from '../transfer/outcome.js';

interface DiffOptions extends TwoStoresOptions {
  readonly exitCode?: boolean;
}

/** `halyard diff`: shows how the flags of two stores differ. Changes nothing. */
export const diffCommand: MakeCommand = (run) =>
  withTwoStores(new Command('diff'), { from: 'compare the flags', to: 'with the flags' })
    .description('show how the flags of two stores differ')
    .argument('[names...]', 'only these flags and segments')
    .option('--exit-code', `exit with ${EXIT.found} if there is a difference`)
    .addHelpText('after', SIGNS)
    .action((names: string[], options: DiffOptions, command) =>
      run(command, async (invocation) => {
        const stores = invocation.twoStores(options);
        const from = await invocation.open(stores.from);
        const to = await invocation.open(stores.to);
        const plan = await planDifference(from, to, { names, replace: true, skip: true });
        const { changes, unchanged, skipped } = plan;
        noteSkipped(plan, invocation);
        if (options.exitCode === true && changes.length > 0) invocation.exitCode = EXIT.found;
        const where = { from: nameOf(stores.from), to: nameOf(stores.to) };
        invocation.show({ ...where, changes, unchanged, skipped }, () =>
          [
            ...differenceLines(changes, invocation.paint),
            `${countOfFlags(changes.length)} different, ${unchanged} the same`,
          ].join('\n'),
        );
      }),
    );

const SIGNS = `
Each line is a change that would make the flags at --to those at --from:
  + only --from has the flag
  ~ both have it, first as it is at --to
  - only --to has it
`;
