import { SEARCH_ID } from '../app/shortcuts.js';

/** The keys of the list that move the focus, with the row that each leads to. */
const TO: Readonly<Record<string, (row: number, last: number) => number>> = {
  ArrowDown: (row) => row + 1,
  ArrowUp: (row) => row - 1,
  Home: () => FIRST,
  End: (_, last) => last,
};

/** The row of the first flag, that of the head being 1. */
const FIRST = 2;

/**
 * Moves the focus from row to row by the arrow keys, `Home` and `End`, in the column where it is; up from the first row, to the
 * search. `table` has so many flags, of which only the visible ones are rendered: `reveal` has a row rendered.
 */
export function moveByKey(
  event: KeyboardEvent,
  table: HTMLElement,
  count: number,
  reveal: (row: number) => void,
): void {
  const to = TO[event.key];
  const { target } = event;
  if (to === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (!(target instanceof HTMLElement)) return;
  const row = target.closest('[aria-rowindex]');
  if (row === null) return;
  event.preventDefault();
  const next = Math.min(to(Number(row.getAttribute('aria-rowindex')), count + 1), count + 1);
  if (next < FIRST) return document.getElementById(SEARCH_ID)?.focus();
  focusRow(table, next, target, reveal);
}

/** Moves the focus to the first flag. */
export function focusFirstRow(): void {
  document.querySelector<HTMLElement>(`[aria-rowindex="${FIRST}"] a`)?.focus();
}

function focusRow(table: HTMLElement, row: number, from: HTMLElement, reveal: (row: number) => void): void {
  const kind = from.matches('[role="switch"]') ? '[role="switch"]' : from.matches('input') ? 'input' : 'a';
  const find = (): HTMLElement | null => table.querySelector(`[aria-rowindex="${row}"] ${kind}`);
  const found = find();
  if (found !== null) return found.focus();
  reveal(row);
  // It is rendered after the scrolling.
  requestAnimationFrame(() => requestAnimationFrame(() => find()?.focus()));
}
