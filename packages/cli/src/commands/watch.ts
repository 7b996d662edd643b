import type { FeatureFlags } from '@halyard/core';
import { Command } from 'commander';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { MakeCommand } from '../command.js';
import { type Change, changeLine } from '../flags/flag-change.js';
import { countOfFlags } from '../flags/flag-summary.js';
import { interrupted } from '../interrupted.js';
import type { Invocation } from '../invocation.js';
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

/** Prints each new state of the backend. */
function reportStates(flags: FeatureFlags, invocation: Invocation): () => void {
  let reported = flags.status().state;
  const report = (): void => {
    const { state, reason } = flags.status();
    if (state === reported) return;
    reported = state;
    invocation.note(`${localTime(Date.now())} ${state}${reason === undefined ? '' : `: ${reason}`}`);
  };
  subscribe('halyard:backend', report);
  return () => void unsubscribe('halyard:backend', report);
}
