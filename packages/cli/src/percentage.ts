import { show } from '@halyard/core/store';
import { CommandError } from './command-error.js';
import { EXIT } from './exit-codes.js';

/** Reads an option or an argument as a percentage: `25`, `25%`, `0.5`. Fails with a sentence that begins with `name`. */
export function percentage(name: string): (text: string) => number {
  return (text) => {
    const digits = text.trim().replace(/\s*%$/, '');
    const percent = Number(digits);
    if (/^(?:\d+(?:\.\d+)?|\.\d+)$/.test(digits) && percent <= 100) return percent;
    throw new CommandError(
      EXIT.usage,
      `${name} must be a number from 0 to 100, such as 25 or 0.5%, received ${show(text)}`,
    );
  };
}
