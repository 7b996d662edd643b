import { didYouMean } from '@halyard/core/store';
import type { Command, CommanderError } from 'commander';
import { commandNames, optionNames, readWords } from './command-words.js';

/** What is wrong with a command line and what is right: commander's error in the words of all our errors. */
export function usageSentence(
  { code, message }: CommanderError,
  program: Command,
  args: readonly string[],
): string {
  const { command } = readWords(program, args);
  const name = /'(.*)'/s.exec(message)?.[1] ?? '';
  const usage = `usage: halyard ${command?.name() ?? ''} ${command?.usage() ?? ''}`;
  switch (code) {
    case 'commander.unknownCommand':
      return `unknown command ${name}${hint(name, commandNames(program))}`;
    case 'commander.unknownOption': {
      const [option = ''] = name.split('=');
      return `unknown option ${option}${hint(option, optionNames(command, program))}`;
    }
    case 'commander.missingArgument':
      return `<${name}> is missing; ${usage}`;
    case 'commander.excessArguments': {
      const [, expected, received] = /(\d+)\D+(\d+)/.exec(message) ?? [];
      return `too many arguments: at most ${expected}, received ${received}; ${usage}`;
    }
    case 'commander.missingMandatoryOptionValue':
      return `${name} is missing; ${usage}`;
    case 'commander.optionMissingArgument':
      return `${name} needs a value`;
    default:
      return message.replace(/^error: /, '');
  }
}

function hint(word: string, known: readonly string[]): string {
  return didYouMean(word, known) || `; known: ${known.join(', ')}`;
}
