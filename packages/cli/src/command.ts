import type { Command } from 'commander';
import type { Invocation } from './invocation.js';

/** Runs a command's work. Closes its flags, reports its failure and keeps its exit code. */
export type Run = (command: Command, work: (invocation: Invocation) => Promise<void>) => Promise<void>;

/** Makes a command of the program. */
export type MakeCommand = (run: Run) => Command;

/** Adds the options of every command that changes a flag. */
export function withAuthorship(command: Command): Command {
  return command
    .option('--actor <name>', 'author of the change, for the history (default: your user name)')
    .option('--comment <text>', 'reason for the change, for the history');
}

/** Adds the option of every command that changes one flag. */
export function withVersion(command: Command): Command {
  return command.option('--if-version <version>', 'change the flag only if it still has this version');
}

/** Adds the option of every command that can plan its change. */
export function withTime(command: Command): Command {
  return command.option('--at <time>', 'change the flag then, such as 2026-12-01T08:00+01:00, and not now');
}

/** Adds the option of every command that asks for a confirmation. */
export function withConsent(command: Command): Command {
  return command.option('-y, --yes', 'do not ask');
}
