import type { FlagRecord } from '../records.js';

// Characters that are invisible or change the direction of text.
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u2800\uFFF9-\uFFFB]/u;

/** The problem of a name for a new flag, as a sentence; `undefined` for a valid name. */
export function newNameProblem(name: string, flags: ReadonlyMap<string, FlagRecord>): string | undefined {
  if (name === '') return 'Enter a name.';
  if (/[\s\p{Cc}]/u.test(name)) return 'A name can not contain spaces: write new_checkout, not new checkout.';
  if (INVISIBLE.test(name)) return 'The name contains an invisible character: type it again.';
  if (name !== name.normalize('NFC')) return 'The name contains separate accents: type it again.';
  const { length } = Array.from(name);
  if (length > 256) return `A name can have at most 256 characters; this one has ${length}.`;
  if (name.startsWith('$')) return 'Names that start with $ are reserved.';
  return flags.has(name) ? 'A flag with this name already exists.' : undefined;
}
