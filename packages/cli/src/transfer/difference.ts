import type { PlannedChange } from '@halyard/admin';
import { short } from '../flags/flag-change.js';
import type { Invocation } from '../invocation.js';
import type { Paint } from '../terminal/paint.js';
import { printable } from '../terminal/printable.js';

const SIGNS = { create: '+', replace: '~', delete: '-' } as const;
const COLOURS = { create: 'green', replace: 'yellow', delete: 'red' } as const;

/** The largest number of changes shown before a confirmation. */
const SHOWN = 50;

/** Planned changes, one on each line: `~ beta: 25% -> 50%`. */
export function differenceLines(changes: readonly PlannedChange[], paint: Paint): string[] {
  return changes.map((change) => paint(COLOURS[change.change], line(change)));
}

/** Prints planned changes on standard error, for a confirmation. Of many, prints the first ones and how many follow. */
export function noteDifference(changes: readonly PlannedChange[], invocation: Invocation): void {
  for (const change of changes.slice(0, SHOWN)) invocation.note(`  ${line(change)}`);
  if (changes.length > SHOWN) invocation.note(`  and ${changes.length - SHOWN} more`);
}

function line({ name, change, before, after }: PlannedChange): string {
  const what =
    change === 'create'
      ? short(after)
      : change === 'delete'
        ? short(before)
        : `${short(before)} -> ${short(after)}`;
  return `${SIGNS[change]} ${printable(name)}: ${what}`;
}
