import type { FlagRecord } from '@halyard/admin';
import type { FeatureFlags, Flag, HistoryEntry } from '@halyard/core';
import { isPermanent } from '@halyard/core/store';
import { Command } from 'commander';
import type { MakeCommand } from '../command.js';
import { findStored } from '../flags/find-flag.js';
import { short } from '../flags/flag-change.js';
import { knownUsage, recordJson, recordOf } from '../flags/flag-record.js';
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
        const record = await recordOf(flags, flag, await knownUsage(flags));
        const last = await lastChange(flags, flag.name);
        const lastJson = last && { ...last, at: new Date(last.at).toISOString() };
        const summary = await summaryOf(flags, flag);
        const { usageWords } = await import('@halyard/admin');
        const used = record.usage && usageWords(record.usage, Date.now());
        invocation.show({ ...recordJson(record), lastChange: lastJson ?? null }, () =>
          print(
            flag,
            { summary, used, record, hasLayers: flags.status().layers !== undefined, last },
            invocation.paint,
          ),
        );
      }),
    );

async function lastChange(flags: FeatureFlags, name: string): Promise<HistoryEntry | undefined> {
  const entries = await flags.history({ name, limit: 1 });
  return entries?.[0];
}

interface Shown {
  readonly summary: string;
  readonly used: string | undefined;
  readonly record: FlagRecord;
  readonly hasLayers: boolean;
  readonly last: HistoryEntry | undefined;
}

function print(
  flag: Flag,
  { summary, used, record: { problem, layer, noEffect }, hasLayers, last }: Shown,
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
    ['used', used],
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
