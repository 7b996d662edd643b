/** A value read from JSON text, or why it can't be read. */
export type JsonReading = { readonly value: unknown } | { readonly problem: string };

/**
 * Reads JSON as `JSON.parse` does (`__proto__` is a key like any other), but rejects a key that an object has twice, of
 * which `JSON.parse` would drop the first. Says where and why text can't be read in the same words on every version of
 * Node.
 */
export function readJson(text: string): JsonReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: describe(text, new Scanner(text).firstError()) };
  }
  // Every key has a colon: where there are more colons than keys, some key was dropped.
  if (countColons(text) === countKeys(value)) return { value };
  return { problem: describe(text, new Scanner(text).firstError()) };
}

interface JsonError {
  readonly offset: number;
  /** What should stand there; for a key given twice, that key. */
  readonly expected: string;
  readonly duplicate: boolean;
}

function describe(text: string, { offset, expected, duplicate }: JsonError): string {
  const before = text.slice(0, offset).split('\n');
  const place = `line ${before.length}, column ${before.at(-1)!.length + 1}`;
  if (duplicate) return `the key ${expected} is given twice, the second time at ${place}`;
  const found =
    offset < text.length ? `found ${JSON.stringify(text.slice(offset, offset + 10))}` : 'the text ends';
  return `not JSON: ${expected} expected at ${place}, ${found}`;
}

/** How many colons of valid JSON stand outside of strings. */
function countColons(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0x3a) count++;
    else if (unit === 0x22) {
      for (i++; text.charCodeAt(i) !== 0x22; i++) if (text.charCodeAt(i) === 0x5c) i++;
    }
  }
  return count;
}

/** How many keys the objects in a value have in all. Without recursion, which deep JSON would overflow. */
function countKeys(value: unknown): number {
  let count = 0;
  const open = [value];
  for (let each = open.pop(); open.length > 0 || each !== undefined; each = open.pop()) {
    if (typeof each !== 'object' || each === null) continue;
    const inside: unknown[] = Array.isArray(each) ? each : Object.values(each);
    if (!Array.isArray(each)) count += inside.length;
    for (const one of inside) if (typeof one === 'object' && one !== null) open.push(one);
  }
  return count;
}

const STRING = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const BLANK = /[ \t\n\r]*/y;

// Finds where JSON stops being JSON, or repeats a key. Only asked about text in which there is such a place.
class Scanner {
  readonly #text: string;
  #offset = 0;
  #duplicate = false;

  constructor(text: string) {
    this.#text = text;
  }

  firstError(): JsonError {
    const expected = this.#scan();
    return { offset: this.#offset, expected, duplicate: this.#duplicate };
  }

  #scan(): string {
    // An object is open with its keys so far, a list with none.
    const open: (Set<unknown> | undefined)[] = [];
    let awaiting: 'value' | 'first' | 'key' | 'next' = 'value';
    for (;;) {
      this.#take(BLANK);
      const keys = open.at(-1);
      const inObject = keys !== undefined;
      if (awaiting === 'next') {
        if (open.length === 0) return 'the end';
        if (this.#takeText(',')) awaiting = inObject ? 'key' : 'value';
        else if (this.#takeText(inObject ? '}' : ']')) open.pop();
        else return inObject ? 'a comma or }' : 'a comma or ]';
      } else if (awaiting === 'first' && this.#takeText(inObject ? '}' : ']')) {
        open.pop();
        awaiting = 'next';
      } else if (awaiting === 'key' || (awaiting === 'first' && inObject)) {
        const start = this.#offset;
        if (!this.#take(STRING)) return 'a key in double quotes';
        const key = this.#text.slice(start, this.#offset);
        if (keys!.has(JSON.parse(key))) {
          this.#offset = start;
          this.#duplicate = true;
          return key;
        }
        keys!.add(JSON.parse(key));
        this.#take(BLANK);
        if (!this.#takeText(':')) return 'a colon';
        awaiting = 'value';
      } else if (this.#takeText('{') || this.#takeText('[')) {
        open.push(this.#text[this.#offset - 1] === '{' ? new Set() : undefined);
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
