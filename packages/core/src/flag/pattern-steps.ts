// An escape, a class, a counted repetition, a group's ends, flags, what joins and repeats, or any other character.
const TOKEN =
  /\\[pPx]\{[^}]*\}|\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]|\{(\d+)(,?)(\d*)\}|\(\?[a-zA-Z-]+\)|\((?:\?(?:P?<[^>]*>|[a-zA-Z-]*:))?|\)|[*+?|]|./gsu;

const NO_STEP = /^(?:\(\?[a-zA-Z-]+\)|[*+?|])$/;

/**
 * The steps of a pattern for every character it is matched against: one for each literal, class and anchor, multiplied
 * by counted repetitions, so that `(?:.?.?){1000}` has 14 characters and 2,000 steps.
 */
export function patternSteps(source: string): number {
  const groups: number[] = [];
  let total = 0;
  let last = 0;
  for (const [token, least, comma, most] of source.matchAll(TOKEN)) {
    if (least !== undefined) {
      const times = Math.max(Number(least) + (comma === '' ? 0 : 1), Number(most));
      // What is empty is repeated too, when the pattern is compiled.
      const repeated = Math.max(1, last) * times;
      total += repeated - last;
      last = repeated;
    } else if (token.startsWith('(') && !NO_STEP.test(token)) {
      groups.push(total);
      total = 0;
    } else if (token === ')') {
      last = total;
      total += groups.pop() ?? 0;
    } else if (!NO_STEP.test(token)) {
      last = 1;
      total += 1;
    }
  }
  return groups.reduce((sum, outside) => sum + outside, total);
}
