import { Command } from 'commander';
import type { MakeCommand } from '../command.js';
import { type Change, changeLine } from '../flags/flag-change.js';
import { countOfFlags } from '../flags/flag-summary.js';
import { interrupted } from '../interrupted.js';
import type { Invocation } from '../invocation.js';
import { reportStates } from '../status/report-states.js';
import { whereIs } from '../store/store-choice.js';
import { printableJson } from '../terminal/printable.js';
import { localTime } from '../terminal/time.js';

/** `halyard watch`: prints every change as it happens, until Ctrl-C. */
export const watchCommand: MakeCommand = (run) =>
  new Command('watch')
    .description('print changes as they happen, until Ctrl-C; with --json one per line')
    .argument('[names...]', 'only the changes of these flags')
    .action((names: string[], _options, command) =>
      run(command, async (invocation) => {
        const flags = await invocation.open();
        const wanted = new Set(names);
        flags.onChange(({ name, before, after }) => {
          if (wanted.size > 0 && !wanted.has(name)) return;
          print({ name, before: before?.text ?? null, after: after?.text ?? null }, invocation);
        });
        const stopReporting = reportStates(flags, invocation);
        invocation.note(
          `watching ${countOfFlags(flags.all().length)} in ${whereIs(invocation.store)}; press Ctrl-C to stop`,
        );
        await interrupted();
        stopReporting();
      }),
    );

function print(change: Change, { options, paint, terminal }: Invocation): void {
  const at = Date.now();
  const line = options.json
    ? printableJson({ at: new Date(at).toISOString(), ...change })
    : `${paint('dim', localTime(at))} ${changeLine(change, paint)}`;
  terminal.stdout.write(`${line}\n`);
}
