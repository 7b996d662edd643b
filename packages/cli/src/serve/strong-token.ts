const SHORTEST = 24;
const DIFFERENT = 10;

/** What a token must have that others can guess at over a network; `undefined` if it has that. */
export function missingStrength(token: string): string | undefined {
  const isStrong =
    token.length >= SHORTEST && new Set(token).size >= DIFFERENT && /\d/.test(token) && /[a-z]/i.test(token);
  return isStrong
    ? undefined
    : `at least ${SHORTEST} characters, ${DIFFERENT} of them different, with letters and digits`;
}
