import { nameProblem, show } from '@halyard/core/store';
import { printable } from './printable.js';

/**
 * A stored name that is safe to print. An invalid name is quoted and its invisible characters are escaped: otherwise it
 * could look like the name of another flag.
 */
export function printableName(name: string): string {
  return printable(nameProblem(name) === undefined ? name : show(name));
}
