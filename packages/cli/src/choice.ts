import { didYouMean, show } from '@halyard/core/store';
import type { Argument, Option } from 'commander';
import { CommandError } from './command-error.js';
import { EXIT } from './exit-codes.js';

/** Limits an option or an argument to these words. Another word fails with a sentence that lists them. */
export function choice<Input extends Option | Argument>(input: Input, words: readonly string[]): Input {
  const name = 'long' in input ? input.long : `<${input.name()}>`;
  // The words are also for the help and the completion.
  input.choices(words).argParser((given: string) => {
    if (words.includes(given)) return given;
    const hint = didYouMean(given, words);
    throw new CommandError(
      EXIT.usage,
      `${name} must be one of ${words.join(', ')}, received ${show(given)}${hint}`,
    );
  });
  return input;
}
