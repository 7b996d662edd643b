/**
 * A Markdown table that is also readable on a terminal. The first column is text; the others are figures, set to the
 * right.
 */
export function table(header, rows) {
  const cells = [header, ...rows].map((row) => row.map(String));
  const widths = header.map((_, column) => Math.max(3, ...cells.map((row) => [...row[column]].length)));
  const line = (row) => `| ${row.map((text, column) => pad(text, widths[column], column)).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  const [head, ...body] = cells;
  return [line(head), rule, ...body.map(line)].join('\n');
}

function pad(text, width, column) {
  const blanks = ' '.repeat(width - [...text].length);
  return column === 0 ? text + blanks : blanks + text;
}

/** A figure with three significant digits, thousands separated: `0.123`, `12.3`, `1,230`; whole numbers as they are. */
export function figure(value) {
  if (value === undefined || Number.isNaN(value)) return '–';
  const size = Math.abs(value);
  const digits = size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 3;
  const rounded = size >= 1000 ? Number(value.toPrecision(3)) : value;
  return rounded.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A summary's lowest and highest value. */
export function spread({ low, high }) {
  return `${figure(low)}–${figure(high)}`;
}
