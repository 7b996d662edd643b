import { RE2JS, RE2Set } from 're2js';

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

/** Throws what {@link compilePattern} throws, in a fraction of its time: the pattern is read, but nothing is made of it. */
export function assertPattern(source: string, ignoreCase: boolean): void {
  // It compiles what is added when it is first asked.
  new RE2Set(RE2Set.UNANCHORED, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0).add(source);
}
