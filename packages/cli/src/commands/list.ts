import type { FlagRecord, FlagState } from '@halyard/admin';
import type { Flag } from '@halyard/core';
import { Command, Option } from 'commander';
import { choice } from '../choice.js';
import type { MakeCommand } from '../command.js';
import { allRecords, recordJson } from '../flags/flag-record.js';
import { summaryWords } from '../flags/flag-summary.js';
import type { Invocation } from '../invocation.js';
import { type UnstoredFlag, unstoredFlags } from '../stale/source-findings.js';
import type { Style } from '../terminal/paint.js';
import { printable } from '../terminal/printable.js';
import { printableName } from '../terminal/printable-name.js';
import { table } from '../terminal/table.js';

interface ListOptions {
  readonly tag?: string;
  readonly state?: FlagState;
  readonly segments?: boolean;
  readonly source?: readonly string[];
}

const COLOURS: Readonly<Record<FlagState, Style>> = {
  on: 'green',
  off: 'dim',
  conditional: 'yellow',
  scheduled: 'yellow',
  invalid: 'red',
};

/** `halyard list`: lists all flags, or those that match a search. */
export const listCommand: MakeCommand = (run) =>
  new Command('list')
    .description('list the flags')
    .argument('[search...]', 'only flags with these words in the name, description, owner or tags')
    .option('--tag <tag>', 'only flags with this tag')
    .addOption(choice(new Option('--state <state>', 'only flags in this state'), Object.keys(COLOURS)))
    .option('--segments', 'also list segments (named conditions)')
    .option('--source <paths...>', 'also list the flags that this source code names and that are not stored')
    .action((words: string[], { tag, state, segments, source }: ListOptions, command) =>
      run(command, async (invocation) => {
        const [flags, { isOutage, selectFlags }] = await Promise.all([
          invocation.open(),
          import('@halyard/admin'),
        ]);
        const records = selectFlags(await allRecords(flags, segments), {
          search: words.join(' '),
          ...(tag === undefined ? {} : { tag }),
          ...(state === undefined ? {} : { state }),
        });
        const listed = records.map((record): Listed => {
          const flag = record.version === null ? undefined : flags.definition(record.name);
          return { record, flag, outage: isOutage(record) };
        });
        const isFiltered = tag !== undefined || state !== undefined;
        const unstored = source === undefined || isFiltered ? [] : await unstoredFlags(flags, source);
        const named = unstored.filter(({ name }) => words.every((word) => matches(name, word)));
        const json = [...records.map(recordJson), ...named.map((flag) => ({ ...flag, stored: false }))];
        invocation.show(json, () => (json.length === 0 ? 'no flags' : print(listed, named, invocation)));
      }),
    );

interface Listed {
  readonly record: FlagRecord;
  /** `undefined` for a flag that can't be used. */
  readonly flag: Flag | undefined;
  readonly outage: boolean;
}

function matches(name: string, word: string): boolean {
  return name.toLowerCase().includes(word.toLowerCase());
}

function print(
  listed: readonly Listed[],
  unstored: readonly UnstoredFlag[],
  { paint, width }: Invocation,
): string {
  const first = listed.toSorted((a, b) => Number(b.outage) - Number(a.outage));
  const stored = first.map(({ record, flag, outage }) => {
    const { name, state, kind = '', definition, problem, noEffect } = record;
    const { owner = '', tags = [], description = '' } = definition ?? {};
    const [colour, gives]: [Style, string] =
      flag === undefined
        ? [COLOURS.invalid, 'nothing']
        : [outage ? 'red' : COLOURS[state], summaryWords(flag, record, outage)];
    return [
      paint(problem === undefined ? 'bold' : 'red', printableName(name)),
      paint(colour, printable(gives)),
      ...[kind, owner, tags.join(' '), problem ?? noEffect ?? description].map(printable),
    ];
  });
  const others = unstored.map(({ name, places }) => [
    paint('bold', printableName(name)),
    paint('yellow', 'not stored'),
    '',
    '',
    '',
    `named at ${printable(places[0]!)}`,
  ]);
  const rows = [...stored, ...others];
  return table(['NAME', 'GIVES', 'KIND', 'OWNER', 'TAGS', 'ABOUT'], rows, paint, width);
}
