/** Where text stops being JSON, repeats a key or exceeds a limit. */
export interface JsonError {
  readonly offset: number;
  /** What should stand there; for a key given twice, that key. */
  readonly expected: string;
  readonly kind: 'syntax' | 'duplicate' | 'depth' | 'members';
}

/** How much one JSON text may hold. */
export interface JsonLimits {
  /** Objects and lists inside one another. @default unlimited */
  readonly depth?: number;
  /** Members of one object, or items of one list. @default unlimited */
  readonly members?: number;
}

/** An object or a list that is not complete yet. */
interface Open {
  readonly container: Record<string, unknown> | unknown[];
  /** The key of the member that comes next. */
  key: string;
  size: number;
}

/** Enough to make the cost of a step negligible, some 100 µs. */
const TOKENS_PER_STEP = 500;

const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const BLANK = /[ \t\n\r]*/y;

/** Reads JSON token by token, without recursion. Stops at the first place that breaks the syntax or a limit, or repeats a key. */
export class JsonScanner {
  /** The value that was read. */
  value: unknown;
  readonly #text: string;
  readonly #limits: JsonLimits;
  readonly #open: Open[] = [];
  #offset = 0;

  constructor(text: string, limits: JsonLimits = {}) {
    this.#text = text;
    this.#limits = limits;
  }

  /** Yields after each step of some hundred tokens. Returns the error, or `undefined` once `value` is there. */
  *scan(): Generator<void, JsonError | undefined> {
    let awaiting: 'value' | 'first' | 'key' | 'next' = 'value';
    for (let tokens = 1; ; tokens++) {
      if (tokens % TOKENS_PER_STEP === 0) yield;
      this.#take(BLANK);
      const top = this.#open.at(-1);
      const inObject = top !== undefined && !Array.isArray(top.container);
      if (awaiting === 'next') {
        if (top === undefined) return this.#offset < this.#text.length ? this.#error('the end') : undefined;
        if (this.#takeText(',')) awaiting = inObject ? 'key' : 'value';
        else if (this.#takeText(inObject ? '}' : ']')) this.#open.pop();
        else return this.#error(inObject ? 'a comma or }' : 'a comma or ]');
      } else if (awaiting === 'first' && this.#takeText(inObject ? '}' : ']')) {
        this.#open.pop();
        awaiting = 'next';
      } else if (awaiting === 'key' || (awaiting === 'first' && inObject)) {
        const start = this.#offset;
        const key = this.#takeString();
        if (key === undefined) return this.#error('a key in double quotes');
        if (Object.hasOwn(top!.container, key)) {
          return { offset: start, expected: this.#text.slice(start, this.#offset), kind: 'duplicate' };
        }
        top!.key = key;
        this.#take(BLANK);
        if (!this.#takeText(':')) return this.#error('a colon');
        awaiting = 'value';
      } else {
        const opening = this.#takeText('{') ? {} : this.#takeText('[') ? [] : undefined;
        const value = opening ?? this.#takeScalar();
        if (value === undefined) return this.#error('a value');
        if (!this.#add(value, top)) return this.#error('', 'members');
        awaiting = opening === undefined ? 'next' : 'first';
        if (opening === undefined) continue;
        this.#open.push({ container: opening, key: '', size: 0 });
        if (this.#open.length > (this.#limits.depth ?? Infinity)) return this.#error('', 'depth');
      }
    }
  }

  /** False if there are too many. */
  #add(value: unknown, into: Open | undefined): boolean {
    if (into === undefined) {
      this.value = value;
      return true;
    }
    const { container, key } = into;
    if (Array.isArray(container)) container.push(value);
    else if (key !== '__proto__') container[key] = value;
    else
      Object.defineProperty(container, key, { value, enumerable: true, configurable: true, writable: true });
    return ++into.size <= (this.#limits.members ?? Infinity);
  }

  /** A text, number, boolean or null; `undefined` for anything else. */
  #takeScalar(): unknown {
    const text = this.#takeString();
    if (text !== undefined) return text;
    const start = this.#offset;
    return this.#take(SCALAR) ? (JSON.parse(this.#text.slice(start, this.#offset)) as unknown) : undefined;
  }

  // Not one pattern: it would need memory for each character of a long text.
  #takeString(): string | undefined {
    const text = this.#text;
    const start = this.#offset;
    if (text[start] !== '"') return undefined;
    let end = text.indexOf('"', start + 1);
    while (end > 0 && this.#isEscaped(end)) end = text.indexOf('"', end + 1);
    if (end < 0) return undefined;
    try {
      const string = JSON.parse(text.slice(start, end + 1)) as string;
      this.#offset = end + 1;
      return string;
    } catch {
      return undefined;
    }
  }

  #isEscaped(offset: number): boolean {
    let first = offset;
    while (this.#text[first - 1] === '\\') first--;
    return (offset - first) % 2 === 1;
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

  #error(expected: string, kind: JsonError['kind'] = 'syntax'): JsonError {
    return { offset: this.#offset, expected, kind };
  }
}
