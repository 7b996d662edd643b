const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/**
 * The delay before the next attempt in milliseconds, after a number of failed ones. It doubles from half a second to 15
 * seconds. A random factor from 0.5 to 1 prevents many pages from reconnecting at the same moment.
 */
export function backoffMs(failures: number, random: () => number = Math.random): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** failures);
  return longest * (0.5 + random() / 2);
}
