import type { Command } from 'commander';
import { EXIT, type ExitCode } from './exit-codes.js';
import { exitCodeOf, reportFailure } from './failure-report.js';
import { type CommonOptions, Invocation } from './invocation.js';
import { makeProgram } from './program.js';
import type { Terminal } from './terminal/terminal.js';

/**
 * Runs `halyard` with these arguments. Resolves with the exit code. Never rejects: errors go to standard error.
 */
export async function runCli(args: readonly string[], terminal: Terminal = process): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.ok;
  const run = async (command: Command, work: (invocation: Invocation) => Promise<void>): Promise<void> => {
    const invocation = new Invocation(terminal, command.optsWithGlobals<CommonOptions>());
    try {
      await work(invocation);
      exitCode = invocation.exitCode;
    } finally {
      await invocation.close();
    }
  };
  const program = makeProgram(run, terminal);
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    reportFailure(error, terminal, program, args);
    return exitCodeOf(error);
  }
}
