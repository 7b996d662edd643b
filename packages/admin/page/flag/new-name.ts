import type { FlagRecord } from '../records.js';

/** What is wrong with a name for a new flag, as a sentence; `undefined` for a good one. */
export function newNameProblem(name: string, flags: ReadonlyMap<string, FlagRecord>): string | undefined {
  if (name === '') return 'Enter a name.';
  if (/[\s\p{Cc}]/u.test(name)) return 'A name has no blanks: write new_checkout, not new checkout.';
  if (name.length > 256) return `A name has at most 256 characters, this one has ${name.length}.`;
  if (name.startsWith('$')) return 'Names that begin with $ are reserved.';
  return flags.has(name) ? 'There is a flag of this name already.' : undefined;
}
