/** What decides which rows are seen, in pixels. */
export interface Viewport {
  /** How far the list's first row is above the upper edge of what is seen; negative when it is below. */
  readonly above: number;
  /** How much is seen. */
  readonly height: number;
  readonly rowHeight: number;
}

const MORE_ROWS = 12;

/** The rows to render, from `first` up to and without `end`: those that are seen, and some on both sides. */
export function visibleRows(
  count: number,
  { above, height, rowHeight }: Viewport,
): { first: number; end: number } {
  const first = Math.floor(above / rowHeight) - MORE_ROWS;
  const end = Math.ceil((above + height) / rowHeight) + MORE_ROWS;
  return { first: Math.min(Math.max(0, first), count), end: Math.min(Math.max(0, end), count) };
}
