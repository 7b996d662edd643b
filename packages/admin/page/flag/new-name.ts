import type { FlagRecord } from '../records.js';

// Those that no reader can see, or that change the direction of text.
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u2800\uFFF9-\uFFFB]/u;

/** What is wrong with a name for a new flag, as a sentence; `undefined` for a good one. */
export function newNameProblem(name: string, flags: ReadonlyMap<string, FlagRecord>): string | undefined {
  if (name === '') return 'Enter a name.';
  if (/[\s\p{Cc}]/u.test(name)) return 'A name has no blanks: write new_checkout, not new checkout.';
  if (INVISIBLE.test(name)) return 'The name contains an invisible character: type it anew.';
  if (name !== name.normalize('NFC')) return 'The name has separate accents: type it anew.';
  const { length } = Array.from(name);
  if (length > 256) return `A name has at most 256 characters, this one has ${length}.`;
  if (name.startsWith('$')) return 'Names that start with $ are reserved.';
  return flags.has(name) ? 'A flag of this name already exists.' : undefined;
}
