import { show } from '@halyard/core/store';
import { CommandError } from './command-error.js';
import { EXIT } from './exit-codes.js';

/** Reads an option as a whole number within a range. Fails with a sentence that begins with `name`; `unit` is such as `seconds`. */
export function wholeNumber(
  name: string,
  [least, most]: readonly [least: number, most: number],
  unit?: string,
): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    const what = unit === undefined ? 'a whole number' : `a whole number of ${unit}`;
    throw new CommandError(
      EXIT.usage,
      `${name} must be ${what} from ${least} to ${most}, received ${show(text)}`,
    );
  };
}
