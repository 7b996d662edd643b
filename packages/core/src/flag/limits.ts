/** How large a definition may be, and how much an evaluation may cost (docs/flags.md, "Limits"). */
export const LIMITS = {
  /** UTF-8 bytes of the stored text. */
  bytes: 1024 * 1024,
  /** Objects and lists inside one another, the definition itself counted. */
  depth: 32,
  rules: 1_000,
  /** Entries of one `users` list. */
  users: 50_000,
  /** Characters of one pattern. */
  pattern: 1_000,
  /** Characters of all patterns of one definition, what takes long to read counted as many. */
  patternWeight: 10_000,
  /** Steps of all patterns of one definition, counted repetitions (`{2,500}`) written out. */
  patternSteps: 2_000,
  /** UTF-16 units of a text that a pattern is tried on. */
  patternText: 4_096,
} as const;

/** Why `text` is too large to be a definition, or `undefined` when it is not. */
export function sizeProblem(text: string): string | undefined {
  // A unit takes at most three bytes, so that most texts need not be measured.
  if (text.length * 3 <= LIMITS.bytes) return undefined;
  const bytes = text.length > MAX_MEASURED ? `more than ${MAX_MEASURED}` : utf8Length(text);
  if (typeof bytes === 'number' && bytes <= LIMITS.bytes) return undefined;
  return `a definition has at most 1 MiB (${LIMITS.bytes} bytes), received ${bytes} bytes`;
}

/** A text of more units is not measured, which would take long. */
const MAX_MEASURED = 4 * LIMITS.bytes;

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}
