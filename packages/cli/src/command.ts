import type { Command } from 'commander';
import type { Invocation } from './invocation.js';

/** Runs a command's work, and sees to its flags, its failures and its exit code. */
export type Run = (command: Command, work: (invocation: Invocation) => Promise<void>) => Promise<void>;

/** A command for the program to have. */
export type MakeCommand = (run: Run) => Command;

/** Adds the options of every command that changes a flag. */
export function withAuthorship(command: Command): Command {
  return command
    .option('--actor <name>', 'who changes it, for the history (default: your user name)')
    .option('--comment <text>', 'why, for the history');
}

/** Adds the option of every command that changes one flag. */
export function withVersion(command: Command): Command {
  return command.option('--if-version <version>', 'change it only if it still has this version');
}

/** Adds the option of every command that asks before it does what can't be undone. */
export function withConsent(command: Command): Command {
  return command.option('-y, --yes', 'do not ask');
}
