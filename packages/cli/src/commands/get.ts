import type { FlagRecord } from '@halyard/admin';
import type { FeatureFlags, Flag, HistoryEntry } from '@halyard/core';
import { isPermanent } from '@halyard/core/store';
import { Command } from 'commander';
import type { MakeCommand } from '../command.js';
import { findStored } from '../flags/find-flag.js';
import { short } from '../flags/flag-change.js';
import { recordJson, recordOf } from '../flags/flag-record.js';
import { summaryOf } from '../flags/flag-summary.js';
import type { Paint } from '../terminal/paint.js';
import { printable, printableJson } from '../terminal/printable.js';
import { localTime } from '../terminal/time.js';

/** `halyard get`: shows one flag with all its details. */
export const getCommand: MakeCommand = (run) =>
  new Command('get')
    .description('show one flag')
    .argument('<name>', 'the flag')
    .action((name: string, _options, command) =>
      run(command, async (invocation) => {
        const flags = await invocation.open();
        const flag = findStored(flags, name);
        const record = await recordOf(flags, flag);
        const last = await lastChange(flags, flag.name);
        const lastJson = last && { ...last, at: new Date(last.at).toISOString() };
        const summary = await summaryOf(flags, flag);
        invocation.show({ ...recordJson(record), lastChange: lastJson ?? null }, () =>
          print(flag, summary, record, flags.status().layers !== undefined, last, invocation.paint),
        );
      }),
    );

async function lastChange(flags: FeatureFlags, name: string): Promise<HistoryEntry | undefined> {
  const entries = await flags.history({ name, limit: 1 });
  return entries?.[0];
}

function print(
  flag: Flag,
  summary: string,
  { problem, layer, noEffect }: FlagRecord,
  hasLayers: boolean,
  last: HistoryEntry | undefined,
  paint: Paint,
): string {
  const { kind, description, owner, tags, expires } = flag.definition;
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['gives', summary],
    ['problem', problem],
    // With one layer, its name says nothing new.
    ['layer', hasLayers ? layer : undefined],
    ['forced', noEffect],
    ['kind', kind],
    ['about', description],
    ['owner', owner],
    ['tags', tags?.join(' ')],
    ['expires', isPermanent(flag.definition) ? 'never' : expires],
    ['version', flag.version],
    ['created', flag.createdAt === undefined ? undefined : localTime(flag.createdAt)],
    ['changed', changedLine(flag, last)],
  ];
  const definition = flag.text.trim().startsWith('{')
    ? printableJson(JSON.parse(flag.text), 2)
    : printable(flag.text);
  return [
    paint('bold', printable(flag.name)),
    ...lines.flatMap(([label, value]) =>
      value === undefined ? [] : `  ${paint('dim', label.padEnd(8))} ${printable(value)}`,
    ),
    '',
    definition,
  ].join('\n');
}

function changedLine({ updatedAt }: Flag, last: HistoryEntry | undefined): string | undefined {
  if (last !== undefined) return changed(last);
  return updatedAt === undefined ? undefined : localTime(updatedAt);
}

function changed({ at, actor, before, comment }: HistoryEntry): string {
  const by = actor === undefined ? '' : ` by ${actor}`;
  const why = comment === undefined ? '' : ` (${comment})`;
  return `${localTime(at)}${by}, before: ${short(before)}${why}`;
}
