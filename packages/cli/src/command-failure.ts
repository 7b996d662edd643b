import type { ExitCode } from './exit-codes.js';

/** Ends a command with a sentence for whoever typed it, and an exit code for scripts. */
export class CommandFailure extends Error {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.name = 'CommandFailure';
    this.exitCode = exitCode;
  }
}
