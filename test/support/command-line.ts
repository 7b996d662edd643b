import type { Terminal } from '@halyard/cli';
import { PassThrough } from 'node:stream';
import { makeProgram } from '../../packages/cli/src/program.js';

/** Rejects with commander's sentence unless `halyard` understands these arguments. Runs nothing. */
export async function assertParses(args: readonly string[]): Promise<void> {
  let ran = 0;
  const terminal = { stdout: new PassThrough(), stderr: new PassThrough(), env: {} } as unknown as Terminal;
  const program = makeProgram(async () => void ran++, terminal);
  await program.parseAsync(args, { from: 'user' });
  if (ran !== 1) throw new Error(`"halyard ${args.join(' ')}" runs no command`);
}
