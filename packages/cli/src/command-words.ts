import type { Command, Option } from 'commander';

/** What the words of a command line are so far. */
export interface CommandWords {
  readonly command: Command | undefined;
  /** The number of words that are not options, including the command. */
  readonly given: number;
  /** The option whose value comes next. */
  readonly option: Option | undefined;
}

/** Reads the words of a command line, which may be incomplete or wrong. */
export function readWords(program: Command, words: readonly string[]): CommandWords {
  let command: Command | undefined;
  let given = 0;
  let option: Option | undefined;
  for (const word of words) {
    if (option !== undefined) option = undefined;
    else if (word.startsWith('-')) option = valueOption(command, program, word);
    else {
      if (given === 0) command = program.commands.find((each) => each.name() === word);
      given++;
    }
  }
  return { command, given, option };
}

/** The names of all commands, as the help lists them. */
export function commandNames(program: Command): string[] {
  const commands = program.createHelp().visibleCommands(program);
  return commands.map((each) => each.name());
}

/** The long names of the options of a command and of the program. */
export function optionNames(command: Command | undefined, program: Command): string[] {
  const options = [...(command?.options ?? []), ...program.options];
  return [...new Set([...options.map(({ long }) => long!), '--help'])];
}

function valueOption(command: Command | undefined, program: Command, word: string): Option | undefined {
  const options = [...(command?.options ?? []), ...program.options];
  return options.find(({ long, short, required }) => required && (long === word || short === word));
}
