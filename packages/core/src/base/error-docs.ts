import type { HalyardErrorCode } from './halyard-errors.js';

const PAGE = 'https://github.com/halyard-flags/halyard/blob/main/docs/errors.md';

/** The address of the entry in the documentation that says what to do about an error with this code. */
export function errorDocs(code: HalyardErrorCode): string {
  return `${PAGE}#${code.toLowerCase()}`;
}
