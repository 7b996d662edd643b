import type { SwitchedFlag } from '../records.js';

/** The message after a flag is enabled or disabled. */
export function switchedWords({ name, notice, replaced }: SwitchedFlag, on: boolean): string {
  if (on) return notice ?? `${name} is switched on`;
  return `${name} is switched off${replaced === undefined ? '' : '. Its invalid text was replaced'}`;
}
