import type { SwitchedFlag } from '../records.js';

/** What to say once a flag is enabled or disabled, also when it serves off all the same. */
export function switchedWords({ name, notice, replaced }: SwitchedFlag, on: boolean): string {
  if (on) return notice ?? `${name} is switched on`;
  return `${name} is switched off${replaced === undefined ? '' : '. Its invalid text was replaced'}`;
}
