/**
 * How large a definition may be (FLAGS.md section 8). Both `bytes` and `users` hold for stored text, so
 * a list of ordinary user ids meets `bytes` long before it meets `users`.
 */
export const LIMITS = {
  /** UTF-8 bytes of the stored text. */
  bytes: 64 * 1024,
  /** Objects and lists inside one another, the definition itself counted. */
  depth: 32,
  rules: 1_000,
  /** Entries of one `users` list. */
  users: 100_000,
  /** Characters of one `$regex` pattern. */
  pattern: 1_000,
  /** Steps that one pattern takes with its counted repetitions (`{2,500}`) written out. */
  patternSize: 10_000,
} as const;

/** Why `text` is too large to be a definition, or `undefined` when it is not. */
export function sizeProblem(text: string): string | undefined {
  const bytes = Buffer.byteLength(text);
  if (bytes <= LIMITS.bytes) return undefined;
  return `a definition has at most 64 KiB (${LIMITS.bytes} bytes), received ${bytes} bytes`;
}
