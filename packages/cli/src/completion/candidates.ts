import type { Argument, Command, Option } from 'commander';

/** The candidates for the last word of a command line. */
export interface Candidates {
  readonly words: readonly string[];
  /** Whether the names of stored flags are candidates too. */
  readonly flags: boolean;
}

const NONE: Candidates = { words: [], flags: false };

/** The candidates for the last of these words, which may be empty or incomplete. */
export function candidatesFor(program: Command, words: readonly string[]): Candidates {
  const { command, given, option } = readWords(program, words.slice(0, -1));
  if (option !== undefined) return { words: option.argChoices ?? [], flags: false };
  if (words.at(-1)?.startsWith('-')) return { words: optionsOf(command, program), flags: false };
  if (command !== undefined) return forArgument(argumentAt(command, given - 1));
  return given > 0 ? NONE : { words: visible(program), flags: false };
}

interface Reading {
  readonly command: Command | undefined;
  /** The number of words that are not options, including the command. */
  readonly given: number;
  /** The option whose value comes next. */
  readonly option: Option | undefined;
}

function readWords(program: Command, words: readonly string[]): Reading {
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

function valueOption(command: Command | undefined, program: Command, word: string): Option | undefined {
  const options = [...(command?.options ?? []), ...program.options];
  return options.find(({ long, short, required }) => required && (long === word || short === word));
}

function forArgument(argument: Argument | undefined): Candidates {
  if (argument === undefined) return NONE;
  return { words: argument.argChoices ?? [], flags: ['name', 'names'].includes(argument.name()) };
}

function argumentAt({ registeredArguments }: Command, index: number): Argument | undefined {
  const last = registeredArguments.at(-1);
  return registeredArguments[index] ?? (last?.variadic === true ? last : undefined);
}

function visible(program: Command): string[] {
  const commands = program.createHelp().visibleCommands(program);
  return commands.map((each) => each.name());
}

function optionsOf(command: Command | undefined, program: Command): string[] {
  const options = [...(command?.options ?? []), ...program.options];
  return [...new Set([...options.map(({ long }) => long!), '--help'])];
}
