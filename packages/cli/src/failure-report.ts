import { type HalyardErrorCode, isHalyardError } from '@halyard/core';
import { messageOf } from '@halyard/core/store';
import { type Command, CommanderError } from 'commander';
import { CommandError } from './command-error.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { printable } from './terminal/printable.js';
import type { Terminal } from './terminal/terminal.js';
import { usageSentence } from './usage-sentence.js';

const EXIT_CODES: Readonly<Record<HalyardErrorCode, ExitCode>> = {
  INVALID_OPTION: EXIT.usage,
  INVALID_NAME: EXIT.invalid,
  INVALID_DEFINITION: EXIT.invalid,
  INVALID_CONTEXT: EXIT.usage,
  CONFLICT: EXIT.conflict,
  READ_ONLY: EXIT.unavailable,
  STORE_FAILED: EXIT.unavailable,
  NOT_READY: EXIT.unavailable,
  UNKNOWN_OUTCOME: EXIT.unknownOutcome,
  CLOSED: EXIT.failed,
  NO_FLAGS: EXIT.failed,
};

/** The exit code for an error. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommandError) return error.exitCode;
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  // A newer core may have codes that are not in the table.
  return isHalyardError(error) ? (EXIT_CODES[error.code] ?? EXIT.failed) : EXIT.failed;
}

/**
 * Prints the error of a command line on standard error, as a sentence and the address of its documentation, or as one line
 * of JSON. Prints nothing for requested help.
 */
export function reportFailure(
  error: unknown,
  { stderr }: Terminal,
  program: Command,
  args: readonly string[],
): void {
  if (error instanceof CommanderError && error.code.startsWith('commander.help')) return;
  const exitCode = exitCodeOf(error);
  if (exitCode === EXIT.ok) return;
  const message = error instanceof CommanderError ? usageSentence(error, program, args) : messageOf(error);
  if (args.includes('--json')) {
    const { code, docs } = isHalyardError(error) ? error : {};
    stderr.write(`${JSON.stringify({ error: { code, message, exitCode, docs } })}\n`);
  } else {
    stderr.write(`halyard: ${printable(message)}\n`);
    if (isHalyardError(error)) stderr.write(`More: ${error.docs}\n`);
  }
}
