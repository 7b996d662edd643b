import type { ManifestFlag } from '@halyard/admin';
import { Command } from 'commander';
import type { MakeCommand } from '../command.js';
import { declarationsIn } from '../flags/declarations-in.js';
import { unusableFlags } from '../flags/find-flag.js';
import type { Invocation } from '../invocation.js';
import { printableJson } from '../terminal/printable.js';
import { noteLeftOut } from '../transfer/left-out.js';

/** `halyard manifest`: prints the flags of the store, or of a module, as a manifest of the OpenFeature CLI. */
export const manifestCommand: MakeCommand = (run) =>
  new Command('manifest')
    .description('print the flags with their types and defaults, as a manifest for "openfeature generate"')
    .argument('[module]', 'a JavaScript module that exports the result of defineFlags, instead of the store')
    .action((module: string | undefined, _options, command) =>
      run(command, async (invocation) => {
        const { manifestDocument } = await import('@halyard/admin');
        const flags = await (module === undefined ? ofStore(invocation) : ofModule(module));
        invocation.terminal.stdout.write(`${printableJson(manifestDocument(flags), 2)}\n`);
      }),
    );

async function ofStore(invocation: Invocation): Promise<ManifestFlag[]> {
  const [flags, { manifestFlags }] = await Promise.all([invocation.open(), import('@halyard/admin')]);
  noteLeftOut(unusableFlags(flags), invocation);
  return manifestFlags(flags);
}

async function ofModule(module: string): Promise<ManifestFlag[]> {
  const [declarations, { manifestFlag }] = await Promise.all([
    declarationsIn(module),
    import('@halyard/admin'),
  ]);
  const entries = [...declarations].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return entries.flatMap(([name, declaration]) => manifestFlag(name, undefined, declaration) ?? []);
}
