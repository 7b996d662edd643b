import type { FlagRecord, FlagState } from '@halyard/admin';
import { Command, Option } from 'commander';
import type { MakeCommand } from '../command.js';
import { allRecords } from '../flags/flag-record.js';
import { summaryOf } from '../flags/flag-summary.js';
import type { Invocation } from '../invocation.js';
import type { Style } from '../terminal/paint.js';
import { printable } from '../terminal/printable.js';
import { table } from '../terminal/table.js';

interface ListOptions {
  readonly tag?: string;
  readonly state?: FlagState;
  readonly segments?: boolean;
}

const COLOURS: Readonly<Record<FlagState, Style>> = {
  on: 'green',
  off: 'dim',
  conditional: 'yellow',
  invalid: 'red',
};

/** `halyard list`: the flags, all or those that are searched for. */
export const listCommand: MakeCommand = (run) =>
  new Command('list')
    .description('list the flags')
    .argument('[search...]', 'only those with these words in name, description, owner or tags')
    .option('--tag <tag>', 'only those with this tag')
    .addOption(new Option('--state <state>', 'only those in this state').choices(Object.keys(COLOURS)))
    .option('--segments', 'the named conditions too')
    .action((words: string[], { tag, state, segments }: ListOptions, command) =>
      run(command, async (invocation) => {
        const [flags, { selectFlags }] = await Promise.all([invocation.open(), import('@halyard/admin')]);
        const records = selectFlags(allRecords(flags, segments), {
          search: words.join(' '),
          ...(tag === undefined ? {} : { tag }),
          ...(state === undefined ? {} : { state }),
        });
        const gives = ({ name }: FlagRecord): string => {
          const flag = flags.get(name);
          return flag === undefined ? 'nothing' : summaryOf(flag);
        };
        invocation.show(records, () =>
          records.length === 0 ? 'no flags' : print(records, gives, invocation),
        );
      }),
    );

function print(
  records: readonly FlagRecord[],
  gives: (record: FlagRecord) => string,
  { paint, width }: Invocation,
): string {
  const rows = records.map((record) => {
    const { name, state, definition, problem } = record;
    const { owner = '', tags = [], description = '' } = definition ?? {};
    return [
      paint(problem === undefined ? 'bold' : 'red', printable(name)),
      paint(COLOURS[state], printable(gives(record))),
      ...[owner, tags.join(' '), problem ?? description].map(printable),
    ];
  });
  return table(['NAME', 'GIVES', 'OWNER', 'TAGS', 'ABOUT'], rows, paint, width);
}
