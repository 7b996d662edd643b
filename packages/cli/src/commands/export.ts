import type { FeatureFlags } from '@halyard/core';
import type { FlagProblem } from '@halyard/formats';
import { write as writeFlagd } from '@halyard/formats/flagd';
import { Command, Option } from 'commander';
import { choice } from '../choice.js';
import type { MakeCommand } from '../command.js';
import { unusableFlags } from '../flags/find-flag.js';
import { printableJson } from '../terminal/printable.js';
import { documentOf } from '../transfer/document-of.js';
import { noteLeftOut } from '../transfer/left-out.js';

/** The formats of an export: Halyard's own in JSON or YAML, or definitions of flagd. */
const FORMATS = ['json', 'yaml', 'flagd'] as const;

/** `halyard export`: prints all flags and segments as one file. */
export const exportCommand: MakeCommand = (run) =>
  new Command('export')
    .description('print all flags as a file, for import or as a file backend')
    .addOption(choice(new Option('--format <format>', 'format of the output'), FORMATS).default('json'))
    .action(({ format }: { readonly format: (typeof FORMATS)[number] }, command) =>
      run(command, async (invocation) => {
        const flags = await invocation.open();
        const { text, leftOut } = await (format === 'flagd' ? toFlagd(flags) : documentOf(flags, format));
        invocation.terminal.stdout.write(text);
        noteLeftOut(leftOut, invocation);
      }),
    );

interface Exported {
  readonly text: string;
  readonly leftOut: readonly FlagProblem[];
}

async function toFlagd(flags: FeatureFlags): Promise<Exported> {
  const { exportTexts } = await import('@halyard/admin');
  const { document, problems } = writeFlagd(exportTexts(flags));
  return { text: `${printableJson(document, 2)}\n`, leftOut: [...unusableFlags(flags), ...problems] };
}
