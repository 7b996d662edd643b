/** A value read from JSON text, or why it can't be read. */
export type JsonReading = { readonly value: unknown } | { readonly problem: string };

/**
 * Reads JSON as `JSON.parse` does (of a key given twice the last counts; `__proto__` is a key like any other),
 * and says where and why it can't, in the same words on every version of Node.
 */
export function readJson(text: string): JsonReading {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    const { offset, expected } = new Scanner(text).firstError();
    const before = text.slice(0, offset).split('\n');
    const place = `line ${before.length}, column ${before.at(-1)!.length + 1}`;
    const found =
      offset < text.length ? `found ${JSON.stringify(text.slice(offset, offset + 10))}` : 'the text ends';
    return { problem: `not JSON: ${expected} expected at ${place}, ${found}` };
  }
}

const STRING = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const BLANK = /[ \t\n\r]*/y;

// Finds where JSON stops being JSON. Only ever asked about text that JSON.parse has refused, so it can be plain.
class Scanner {
  readonly #text: string;
  #offset = 0;

  constructor(text: string) {
    this.#text = text;
  }

  firstError(): { readonly offset: number; readonly expected: string } {
    const expected = this.#scan();
    return { offset: this.#offset, expected };
  }

  #scan(): string {
    const open: ('{' | '[')[] = [];
    let awaiting: 'value' | 'first' | 'key' | 'next' = 'value';
    for (;;) {
      this.#take(BLANK);
      const inObject = open.at(-1) === '{';
      if (awaiting === 'next') {
        if (open.length === 0) return 'the end';
        if (this.#takeText(',')) awaiting = inObject ? 'key' : 'value';
        else if (this.#takeText(inObject ? '}' : ']')) open.pop();
        else return inObject ? 'a comma or }' : 'a comma or ]';
      } else if (awaiting === 'first' && this.#takeText(inObject ? '}' : ']')) {
        open.pop();
        awaiting = 'next';
      } else if (awaiting === 'key' || (awaiting === 'first' && inObject)) {
        if (!this.#take(STRING)) return 'a key in double quotes';
        this.#take(BLANK);
        if (!this.#takeText(':')) return 'a colon';
        awaiting = 'value';
      } else if (this.#takeText('{') || this.#takeText('[')) {
        open.push(this.#text[this.#offset - 1] as '{' | '[');
        awaiting = 'first';
      } else if (this.#take(STRING) || this.#take(SCALAR)) awaiting = 'next';
      else return 'a value';
    }
  }

  #take(pattern: RegExp): boolean {
    pattern.lastIndex = this.#offset;
    if (!pattern.test(this.#text)) return false;
    this.#offset = pattern.lastIndex;
    return true;
  }

  #takeText(text: string): boolean {
    if (!this.#text.startsWith(text, this.#offset)) return false;
    this.#offset += text.length;
    return true;
  }
}
