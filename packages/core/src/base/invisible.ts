/**
 * Characters that show nothing or change the direction of what follows: two names that differ only in them look alike
 * (docs/flags.md, "Names").
 */
// The marks among them stand outside of the class, where they can't be taken for parts of other characters.
const INVISIBLE =
  /\u034F|\u17B4|\u17B5|[\u180B-\u180D\u180F]|[\uFE00-\uFE0F]|[\u00AD\u061C\u115F\u1160\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\u2800\u3164\uFEFF\uFFA0\uFFF0-\uFFFB\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}]/gu;

/** The first such character of a text, as `U+200B`, or `undefined`. */
export function invisibleCharacter(text: string): string | undefined {
  const found = text.match(INVISIBLE)?.[0];
  return found && `U+${found.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The text without such characters, in Unicode normal form C: what its author most likely meant. */
export function withoutInvisible(text: string): string {
  return text.replace(INVISIBLE, '').normalize('NFC');
}

// Control characters, line separators and paragraph separators: a terminal or a log would obey them.
const OBEYED = /[\p{Cc}\p{Zl}\p{Zp}]/gu;

/** The text on one line, with such characters, control characters and line breaks escaped, for messages. */
export function escapeInvisible(text: string): string {
  return text.replace(INVISIBLE, escaped).replace(OBEYED, escaped);
}

function escaped(character: string): string {
  const code = character.codePointAt(0)!.toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}
