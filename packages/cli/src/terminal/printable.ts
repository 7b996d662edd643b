// Control characters that a terminal obeys (C0, DEL, C1), and characters that change the text direction.
const OBEYED = /(?!\n)[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A text that is safe to print. A stored flag may contain control characters, which a terminal would obey. */
export function printable(text: string): string {
  return text.replaceAll(OBEYED, escaped);
}

/** JSON that is safe to print. It parses to the same value. */
export function printableJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replaceAll(OBEYED, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
