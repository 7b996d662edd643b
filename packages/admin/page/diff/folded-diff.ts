import type { DiffLine } from './line-diff.js';

/** A run of lines: shown lines, or a number of equal lines left out. */
export type DiffRun = { readonly lines: readonly DiffLine[] } | { readonly folded: number };

const AROUND = 3;

/** A comparison without equal lines that are more than three lines away from a change. */
export function foldedDiff(lines: readonly DiffLine[]): DiffRun[] {
  const changed = lines.flatMap(({ kind }, index) => (kind === 'same' ? [] : [index]));
  const near = new Set(
    changed.flatMap((at) => Array.from({ length: 2 * AROUND + 1 }, (_, step) => at - AROUND + step)),
  );
  const runs: DiffRun[] = [];
  for (let at = 0; at < lines.length;) {
    const isShown = near.has(at);
    const start = at;
    while (at < lines.length && near.has(at) === isShown) at++;
    // The note for one left-out line takes as much space as the line.
    if (isShown || at - start === 1) runs.push({ lines: lines.slice(start, at) });
    else runs.push({ folded: at - start });
  }
  return runs;
}
