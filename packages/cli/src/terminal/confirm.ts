import { createInterface } from 'node:readline/promises';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';
import { printable } from './printable.js';
import type { Terminal } from './terminal.js';

/**
 * Asks for a yes on the terminal and resolves when it is given. Fails when it is not, and where there is nobody to ask:
 * a script says `--yes`.
 */
export async function confirm({ stdin, stderr }: Terminal, question: string): Promise<void> {
  if (!stdin.isTTY || !stderr.isTTY) {
    throw new CommandError(
      EXIT.notConfirmed,
      `${question} Nobody is here to answer: say --yes if you mean it`,
    );
  }
  const lines = createInterface({ input: stdin, output: stderr });
  // Ctrl-C and the end of input are a no.
  const none = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  try {
    const answer = await Promise.race([lines.question(`${printable(question)} [y/N] `), none]);
    if (!/^y(?:es)?$/i.test(answer.trim())) throw new CommandError(EXIT.notConfirmed, 'nothing was changed');
  } finally {
    lines.close();
  }
}
