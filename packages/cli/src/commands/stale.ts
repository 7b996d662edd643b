import { Command } from 'commander';
import type { MakeCommand } from '../command.js';
import { EXIT } from '../exit-codes.js';
import { sourceFindings } from '../stale/source-findings.js';
import { staleFlags } from '../stale/stale-flags.js';
import { printable } from '../terminal/printable.js';
import { table } from '../terminal/table.js';
import { wholeNumber } from '../whole-number.js';

interface StaleOptions {
  readonly exitCode?: boolean;
  readonly unusedDays: number;
}

/** `halyard stale`: lists the flags to remove from the store or the source. */
export const staleCommand: MakeCommand = (run) =>
  new Command('stale')
    .description('list the flags to remove: expired, long unused or on for everyone, or not in the source')
    .argument('[folders...]', 'source folders: compares their flag names with the stored flags')
    .option(
      '--unused-days <days>',
      'the days without use after which a flag is stale',
      wholeNumber('--unused-days', [1, 99_999], 'days'),
      30,
    )
    .option('--exit-code', `exit with ${EXIT.found} if a flag is stale`)
    .action((folders: string[], { exitCode, unusedDays }: StaleOptions, command) =>
      run(command, async (invocation) => {
        const flags = await invocation.open();
        const findings = [
          ...(await staleFlags(flags, unusedDays)),
          ...(folders.length === 0 ? [] : await sourceFindings(flags, folders)),
        ].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
        if (exitCode === true && findings.length > 0) invocation.exitCode = EXIT.found;
        const json = findings.map(({ since, ...rest }) => ({
          ...rest,
          ...(since === undefined ? {} : { since: new Date(since).toISOString() }),
        }));
        invocation.show(json, () => {
          const { paint, width } = invocation;
          const rows = findings.map(({ name, why }) => [paint('bold', printable(name)), printable(why)]);
          return rows.length === 0 ? 'nothing is stale' : table(['FLAG', 'WHY'], rows, paint, width);
        });
      }),
    );
