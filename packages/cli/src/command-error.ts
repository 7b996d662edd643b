import type { ExitCode } from './exit-codes.js';

/** Ends a command with a message for the user and an exit code for scripts. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.name = 'CommandError';
    this.exitCode = exitCode;
  }
}
