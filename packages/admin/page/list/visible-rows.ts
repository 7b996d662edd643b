/** The measures that decide the visible rows, in pixels. */
export interface Viewport {
  /** The distance of the first row above the top of the viewport; negative if it is below. */
  readonly above: number;
  /** The height of the viewport. */
  readonly height: number;
  readonly rowHeight: number;
}

const MORE_ROWS = 12;

/** The rows to render, from `first` up to but not including `end`: the visible rows and some on both sides. */
export function visibleRows(
  count: number,
  { above, height, rowHeight }: Viewport,
): { first: number; end: number } {
  const first = Math.floor(above / rowHeight) - MORE_ROWS;
  const end = Math.ceil((above + height) / rowHeight) + MORE_ROWS;
  return { first: Math.min(Math.max(0, first), count), end: Math.min(Math.max(0, end), count) };
}
