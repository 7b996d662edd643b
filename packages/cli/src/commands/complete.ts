import { Command } from 'commander';
import type { MakeCommand } from '../command.js';
import { candidatesFor } from '../completion/candidates.js';
import { namesOf } from '../flags/find-flag.js';
import type { Invocation } from '../invocation.js';

/** `halyard complete`: called by the completion scripts. Prints one candidate per line; no flags if they can't be read. */
export const completeCommand: MakeCommand = (run) =>
  new Command('complete').argument('[words...]').action((words: string[], _options, command: Command) => {
    const program = command.parent!;
    // The typed words may name the store.
    program.parseOptions(words);
    return run(command, async (invocation) => {
      const { words: candidates, flags } = candidatesFor(program, words);
      const names = flags ? await storedNames(invocation) : [];
      const found = [...candidates, ...names].filter((each) => each.startsWith(words.at(-1) ?? ''));
      invocation.terminal.stdout.write(found.map((each) => `${each}\n`).join(''));
    });
  });

async function storedNames(invocation: Invocation): Promise<string[]> {
  try {
    return namesOf(await invocation.open());
  } catch {
    // An error message would disturb the typing.
    return [];
  }
}
