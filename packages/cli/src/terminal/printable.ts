// What a terminal would obey (C0, DEL, C1) and what turns the direction of the text around it.
const OBEYED = /(?!\n)[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A text as it is safe to print: flags come from whoever can write the store, and a terminal obeys what it is sent. */
export function printable(text: string): string {
  return text.replaceAll(OBEYED, escaped);
}

/** The same for JSON, which stays the same JSON. */
export function printableJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replaceAll(OBEYED, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
