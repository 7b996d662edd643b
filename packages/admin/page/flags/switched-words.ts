import type { SwitchedFlag } from '../records.js';

/** The message after a flag is enabled or disabled. `isNew`: it was not stored before. */
export function switchedWords({ name, notice, replaced }: SwitchedFlag, on: boolean, isNew = false): string {
  const stored = isNew ? ' and now stored' : '';
  if (notice !== undefined) return notice;
  if (on) return `${name} is switched on${stored}`;
  return `${name} is switched off${stored}${replaced === undefined ? '' : '. Its invalid text was replaced'}`;
}
