/** What takes as long to read as so many other characters. */
const UNICODE_CLASS = 150;
const REPETITION = 30;
/** A range of characters takes as long as one for so many code points: ignoring case, each is looked at. */
const CODE_POINTS_PER_CHARACTER = 50;

const HEAVY = /\\[pP]|\{\d|-(?:\\x\{([\da-fA-F]+)\}|([^\\]))/gu;

/** The last code point that has another case. */
const LAST_CASED = 0x1e943;

/**
 * How long a pattern takes to read, in characters: a Unicode class such as `\p{L}`, a counted repetition and a long range
 * take as long as many others.
 */
export function patternWeight(source: string): number {
  let weight = source.length;
  for (const [token, hexadecimal, character] of source.matchAll(HEAVY)) {
    if (token.startsWith('\\')) weight += UNICODE_CLASS;
    else if (token.startsWith('{')) weight += REPETITION;
    else {
      const last = hexadecimal === undefined ? character!.codePointAt(0)! : Number.parseInt(hexadecimal, 16);
      weight += Math.floor(Math.min(last, LAST_CASED) / CODE_POINTS_PER_CHARACTER);
    }
  }
  return weight;
}
