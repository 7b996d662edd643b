import type { JsonValue } from '@halyard/core';
import { UntranslatableError } from '../untranslatable-error.js';

/** An instant in milliseconds. Throws for a text without a zone, which each machine reads in its own. */
export function instantIn(path: string, value: JsonValue | undefined): number | undefined {
  if (value === undefined) return undefined;
  const hasZone = typeof value === 'string' && /(?:Z|GMT|UTC|[+-]\d{2}:?\d{2})$/.test(value.trim());
  const instant = hasZone ? Date.parse(value) : NaN;
  if (!Number.isNaN(instant)) return instant;
  throw new UntranslatableError(
    path,
    'must be a date with a zone, such as "Mon, 05 Oct 2026 09:00:00 GMT" or "2026-10-05T09:00:00Z"',
  );
}
