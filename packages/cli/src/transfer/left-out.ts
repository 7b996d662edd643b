import type { FlagProblem } from '@halyard/formats';
import { EXIT } from '../exit-codes.js';
import type { Invocation } from '../invocation.js';

/** Prints the flags that a document leaves out on standard error. If there are any, the exit code says so. */
export function noteLeftOut(leftOut: readonly FlagProblem[], invocation: Invocation): void {
  for (const { name, problem } of leftOut) invocation.note(`left out: ${name}: ${problem}`);
  if (leftOut.length > 0) invocation.exitCode = EXIT.invalid;
}
