/** The number a value counts as in a comparison, NaN for none. Booleans are 1 and 0, blank text is none. */
export function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return value.trim() === '' ? NaN : Number(value);
  return typeof value === 'boolean' || typeof value === 'bigint' ? Number(value) : NaN;
}

/** The text a value counts as: that of a string, a number or a boolean; `undefined` for anything else. */
export function textOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'bigint':
      return String(value);
    default:
      return undefined;
  }
}

/** How `$type` calls a value; a missing attribute is `undefined`. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Text with its case folded, any other value as it is. */
export function fold(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}
