import { RE2JS } from 're2js';

/** A compiled regular expression that answers in time linear in the text. */
export interface Pattern {
  /** True when any part of `text` matches. */
  test(text: string): boolean;
}

/**
 * Compiles a pattern in RE2 syntax (https://github.com/google/re2/wiki/Syntax): no look-around and no back
 * references, so that matching can't hang. Throws an `Error` whose message says what is wrong with it.
 */
export function compilePattern(source: string, ignoreCase: boolean): Pattern {
  return RE2JS.compile(source, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
}
