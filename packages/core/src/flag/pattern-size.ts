// An escape, a class, a counted repetition, a group's ends, or any other character.
const TOKEN = /\\[pPx]\{[^}]*\}|\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]|\{(\d+)(,?)(\d*)\}|[()]|./gsu;

/**
 * About how many instructions a pattern compiles to. Counted repetitions are written out, so that
 * `(?:.?.?){1000}` is 14 characters and 4,000 steps for every character it is matched against.
 */
export function patternSize(source: string): number {
  const groups: number[] = [];
  let total = 0;
  let last = 0;
  for (const [token, least, comma, most] of source.matchAll(TOKEN)) {
    if (least !== undefined) {
      const times = Math.max(Number(least) + (comma === '' ? 0 : 1), Number(most));
      total += last * (times - 1);
      last *= times;
    } else if (token === '(') {
      groups.push(total);
      total = 0;
    } else if (token === ')') {
      last = total + 2;
      total = last + (groups.pop() ?? 0);
    } else {
      last = 1;
      total += 1;
    }
  }
  return groups.reduce((sum, outside) => sum + outside, total);
}
