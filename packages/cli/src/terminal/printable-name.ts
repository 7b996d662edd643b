import { nameProblem, show } from '@halyard/core/store';
import { printable } from './printable.js';

/**
 * A stored name as it is safe to print. One that can't be a flag's is quoted, with its invisible characters escaped:
 * otherwise it could look like that of another flag.
 */
export function printableName(name: string): string {
  return printable(nameProblem(name) === undefined ? name : show(name));
}
