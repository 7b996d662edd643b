import type { JsonValue } from '@halyard/core';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/i;

/** True for a valid operand of `$before` and `$after`: RFC 3339 text with an offset, or milliseconds as number or text. */
export function isMoment(value: JsonValue): value is string | number {
  return momentText(value) !== undefined;
}

/** A moment as RFC 3339 text; `undefined` for an invalid moment. */
export function momentText(value: JsonValue): string | undefined {
  if (typeof value === 'string' && INSTANT.test(value)) {
    return Number.isNaN(Date.parse(value)) ? undefined : value;
  }
  const isWhole =
    typeof value === 'number' ? Number.isInteger(value) : typeof value === 'string' && /^-?\d+$/.test(value);
  const date = new Date(Number(value));
  return isWhole && !Number.isNaN(date.getTime()) ? date.toISOString() : undefined;
}
