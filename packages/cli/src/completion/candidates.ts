import type { Argument, Command } from 'commander';
import { commandNames, optionNames, readWords } from '../command-words.js';

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
  if (words.at(-1)?.startsWith('-')) return { words: optionNames(command, program), flags: false };
  if (command !== undefined) return forArgument(argumentAt(command, given - 1));
  return given > 0 ? NONE : { words: commandNames(program), flags: false };
}

function forArgument(argument: Argument | undefined): Candidates {
  if (argument === undefined) return NONE;
  return { words: argument.argChoices ?? [], flags: ['name', 'names'].includes(argument.name()) };
}

function argumentAt({ registeredArguments }: Command, index: number): Argument | undefined {
  const last = registeredArguments.at(-1);
  return registeredArguments[index] ?? (last?.variadic === true ? last : undefined);
}
