import type { FlagRecord, FlagState } from '@halyard/admin';
import type { FeatureFlags, Flag, HistoryEntry } from '@halyard/core';
import { isSegmentName } from '@halyard/core/store';
import { Command, Option } from 'commander';
import { choice } from '../choice.js';
import type { MakeCommand } from '../command.js';
import { allRecords, knownUsage, recordJson } from '../flags/flag-record.js';
import { countOfFlags, summaryWords } from '../flags/flag-summary.js';
import { lastChanges } from '../flags/last-changes.js';
import { type Order, ORDERS, sortFlags } from '../flags/sort-flags.js';
import type { Invocation } from '../invocation.js';
import { type UnstoredFlag, unstoredFlags } from '../stale/source-findings.js';
import type { Style } from '../terminal/paint.js';
import { printable } from '../terminal/printable.js';
import { printableName } from '../terminal/printable-name.js';
import { table } from '../terminal/table.js';
import { localTime } from '../terminal/time.js';

interface ListOptions {
  readonly tag?: string;
  readonly state?: FlagState;
  readonly segments?: boolean;
  readonly sort: Order;
  readonly changed?: boolean;
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
    .addOption(choice(new Option('--sort <order>', 'order of the list'), ORDERS).default('name'))
    .option('--changed', 'also show when each flag was changed last, and by whom')
    .option('--source <paths...>', 'also list the flags that this source code names and that are not stored')
    .action(
      (words: string[], { tag, state, segments = false, sort, changed, source }: ListOptions, command) =>
        run(command, async (invocation) => {
          const [flags, { isOutage, namesIn, selectFlags }] = await Promise.all([
            invocation.open(),
            import('@halyard/admin'),
          ]);
          const usage = await knownUsage(flags);
          const records = selectFlags(await allRecords(flags, { segments, usage }), {
            search: words.join(' '),
            ...(tag === undefined ? {} : { tag }),
            ...(state === undefined ? {} : { state }),
          });
          const withChanges = changed === true || sort === 'changed';
          const names = records.map(({ name }) => name);
          const changes = withChanges ? await lastChanges(flags, names) : undefined;
          const listed = records.map((record): Listed => {
            const flag = record.version === null ? undefined : flags.definition(record.name);
            const change = changes?.get(record.name);
            const changedAt = change?.at ?? record.updatedAt;
            return {
              record,
              flag,
              outage: isOutage(record),
              change,
              ...(changedAt === undefined ? {} : { changedAt }),
            };
          });
          const sorted = sortFlags(listed, sort);
          const isFiltered = tag !== undefined || state !== undefined;
          const unstored = source === undefined || isFiltered ? [] : await unstoredFlags(flags, source);
          const named = unstored.filter(({ name }) => words.every((word) => matches(name, word)));
          // For scripts, outages are in their place by name.
          const inOrder = sort === 'name' ? listed : sorted;
          const json = [...inOrder.map(listedJson), ...named.map((flag) => ({ ...flag, stored: false }))];
          const segmentUses = segments ? usesOfSegments(flags, namesIn) : undefined;
          invocation.show(json, () =>
            json.length === 0 ? 'no flags' : print(sorted, named, { withChanges, segmentUses }, invocation),
          );
        }),
    );

interface Listed {
  readonly record: FlagRecord;
  /** `undefined` for a flag that can't be used. */
  readonly flag: Flag | undefined;
  readonly outage: boolean;
  readonly change: HistoryEntry | undefined;
  readonly changedAt?: number;
}

/** What to print besides what every list has. */
interface ListColumns {
  readonly withChanges: boolean;
  /** The number of flags and segments that use each segment, if segments are listed. */
  readonly segmentUses: ReadonlyMap<string, number> | undefined;
}

/** The record for scripts, with its last change if that was asked for. */
function listedJson({ record, change }: Listed): object {
  if (change === undefined) return recordJson(record);
  const { id, at, actor, comment } = change;
  return { ...recordJson(record), lastChange: { id, at: new Date(at).toISOString(), actor, comment } };
}

function usesOfSegments(
  flags: FeatureFlags,
  namesIn: (flag: Flag) => readonly string[],
): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const flag of [...flags.all(), ...flags.segments()]) {
    for (const name of namesIn(flag)) uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  return uses;
}

function matches(name: string, word: string): boolean {
  return name.toLowerCase().includes(word.toLowerCase());
}

function print(
  listed: readonly Listed[],
  unstored: readonly UnstoredFlag[],
  { withChanges, segmentUses }: ListColumns,
  { paint, width }: Invocation,
): string {
  const changeCells = (change: string, author: string): string[] => (withChanges ? [change, author] : []);
  const stored = listed.map(({ record, flag, outage, change, changedAt }) => {
    const { name, state, kind = '', definition, problem, noEffect } = record;
    const { owner = '', tags = [], description = '' } = definition ?? {};
    const isSegment = isSegmentName(name);
    const [colour, gives]: [Style, string] =
      flag === undefined
        ? [COLOURS.invalid, 'nothing']
        : isSegment
          ? ['dim', `used by ${countOfUses(segmentUses?.get(name))}`]
          : [outage ? 'red' : COLOURS[state], summaryWords(flag, record, outage)];
    const about = problem ?? noEffect ?? (isSegment ? (record.text ?? '') : description);
    return [
      paint(problem === undefined ? 'bold' : 'red', printableName(name)),
      paint(colour, printable(gives)),
      ...[isSegment ? 'segment' : kind, owner, tags.join(' ')].map(printable),
      ...changeCells(changedAt === undefined ? '' : localTime(changedAt), printable(change?.actor ?? '')),
      printable(about),
    ];
  });
  const others = unstored.map(({ name, places }) => [
    paint('bold', printableName(name)),
    paint('yellow', 'not stored'),
    '',
    '',
    '',
    ...changeCells('', ''),
    `named at ${printable(places[0]!)}`,
  ]);
  const headings = ['NAME', 'GIVES', 'KIND', 'OWNER', 'TAGS', ...changeCells('CHANGED', 'BY'), 'ABOUT'];
  return table(headings, [...stored, ...others], paint, width);
}

/** `2 flags`; a segment that another one refers to counts too. */
function countOfUses(uses = 0): string {
  return uses === 0 ? 'no flag' : countOfFlags(uses);
}
