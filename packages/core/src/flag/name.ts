/** The prefix of reserved names. `$segment.<name>` holds a named condition beside the flags. */
export const SEGMENT_PREFIX = '$segment.';

// Whitespace, control characters (Cc), and the lone surrogates that no UTF-8 store can hold.
const FORBIDDEN = /[\s\p{Cc}\p{Cs}]/u;

/** Why `name` can't be a flag's name (FLAGS.md section 1), or `undefined` when it can. */
export function nameProblem(name: unknown): string | undefined {
  if (typeof name !== 'string') return `a flag name must be a string, received ${typeof name}`;
  if (name === '') return 'a flag name must not be empty';
  const characters = name.length > 256 ? Array.from(name).length : name.length;
  if (characters > 256) return `a flag name has at most 256 characters, received ${characters}`;
  if (FORBIDDEN.test(name)) return 'a flag name must have no whitespace and no control characters';
  if (name.includes('\uFFFD'))
    return 'a flag name must be text, and this one was stored as bytes that are not UTF-8';
  if (name.startsWith('$') && !(name.startsWith(SEGMENT_PREFIX) && name.length > SEGMENT_PREFIX.length)) {
    return 'names starting with $ are reserved; a named condition is $segment.<name>';
  }
  return undefined;
}
