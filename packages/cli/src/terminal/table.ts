import { stripVTControlCharacters } from 'node:util';
import type { Paint } from './paint.js';

const GAP = '  ';
const LEAST_WIDTH = 10;

/**
 * Rows under headings, in columns. With `width`, the last column is cut so that every row has at most `width` characters.
 * The cells must be printable. They may be painted, except in the last column if it may be cut.
 */
export function table(
  headings: readonly string[],
  cells: readonly (readonly string[])[],
  paint: Paint,
  width = Infinity,
): string {
  const rows = cells.map((row) => row.map((cell) => cell.replaceAll('\n', ' ')));
  const widths = headings.map((heading, i) =>
    rows.reduce((most, row) => Math.max(most, widthOf(row[i]!)), widthOf(heading)),
  );
  const before = widths.slice(0, -1).reduce((sum, each) => sum + each + GAP.length, 0);
  const last = Math.max(LEAST_WIDTH, width - before);
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) =>
        i === row.length - 1 ? cut(cell, last) : cell + ' '.repeat(widths[i]! - widthOf(cell)),
      )
      .join(GAP)
      .trimEnd();
  return [paint('dim', line(headings)), ...rows.map(line)].join('\n');
}

function cut(text: string, width: number): string {
  return widthOf(text) <= width ? text : `${[...graphemes(text)].slice(0, width - 1).join('')}…`;
}

function widthOf(text: string): number {
  return [...graphemes(stripVTControlCharacters(text))].length;
}

const segmenter = new Intl.Segmenter();

function* graphemes(text: string): Iterable<string> {
  for (const { segment } of segmenter.segment(text)) yield segment;
}
