import { createInterface } from 'node:readline/promises';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';
import { printable } from './printable.js';
import type { Terminal } from './terminal.js';

/**
 * Asks for a confirmation on the terminal. Resolves after a yes, fails after any other answer. Also fails if the streams
 * are not a terminal: a script passes `--yes`.
 */
export async function confirm({ stdin, stderr }: Terminal, question: string): Promise<void> {
  if (!stdin.isTTY || !stderr.isTTY) {
    throw new CommandError(EXIT.notConfirmed, `${question} Not a terminal: pass --yes to confirm`);
  }
  const lines = createInterface({ input: stdin, output: stderr });
  // Ctrl-C and the end of input count as a no.
  const none = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  try {
    const answer = await Promise.race([lines.question(`${printable(question)} [y/N] `), none]);
    if (!/^y(?:es)?$/i.test(answer.trim())) throw new CommandError(EXIT.notConfirmed, 'nothing was changed');
  } finally {
    lines.close();
  }
}
