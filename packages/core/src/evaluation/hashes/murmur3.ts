const UTF8 = new TextEncoder();

/**
 * MurmurHash3 x86 32-bit (Austin Appleby, public domain) over the UTF-8 bytes of a fixed text followed by a key, with
 * Murmur's own seed 0 unless another is given. The fixed text is hashed once, when this is made; `hash` then costs
 * only the key and allocates nothing. A lone surrogate counts as U+FFFD, as `TextEncoder` has it.
 */
export class SeededHash {
  /** The state after the whole four-byte blocks of the fixed text. */
  readonly #state: number;
  /** Its bytes that did not fill a block, the first lowest. */
  readonly #rest: number;
  /** How many bits they are: 0, 8, 16 or 24. */
  readonly #bits: number;
  /** How many bytes fill the block up; more than any key has when there is a carry. */
  readonly #fill: number;
  /** How many bytes the fixed text has. */
  readonly #length: number;
  /** A high surrogate at its end: it pairs with a low one at the start of the key. */
  readonly #carry: string;

  constructor(text: string, murmurSeed = 0) {
    const last = text.charCodeAt(text.length - 1);
    this.#carry = last >= 0xd800 && last < 0xdc00 ? text.slice(-1) : '';
    const bytes = UTF8.encode(text.slice(0, text.length - this.#carry.length));
    const whole = bytes.length & ~3;
    let state = murmurSeed;
    for (let i = 0; i < whole; i += 4) state = mix(state, littleEndian(bytes, i, i + 4));
    this.#state = state;
    this.#rest = littleEndian(bytes, whole, bytes.length);
    this.#bits = (bytes.length - whole) * 8;
    this.#fill = this.#carry === '' ? -bytes.length & 3 : 2 ** 30;
    this.#length = bytes.length;
  }

  /**
   * The hash of the fixed text and `key` as a signed 32-bit number: `>>> 0` makes it the usual one. An unsigned
   * one would cost an allocation for each return.
   */
  hash(key: string): number {
    const end = key.length;
    const fill = this.#fill;
    if (end < fill) return this.#hashUtf8(this.#carry + key);
    // Keys are nearly always ASCII, a byte for each unit: hash them as if, and look afterwards if they were.
    let seen = 0;
    let state = this.#state;
    let block = this.#rest;
    let i = 0;
    if (fill !== 0) {
      for (let bits = this.#bits; i < fill; i++, bits += 8) {
        const unit = key.charCodeAt(i);
        seen |= unit;
        block |= unit << bits;
      }
      state = mix(state, block);
      block = 0;
    }
    for (; i + 3 < end; i += 4) {
      const a = key.charCodeAt(i);
      const b = key.charCodeAt(i + 1);
      const c = key.charCodeAt(i + 2);
      const d = key.charCodeAt(i + 3);
      seen |= a | b | c | d;
      state = mix(state, a | (b << 8) | (c << 16) | (d << 24));
    }
    for (let bits = 0; i < end; i++, bits += 8) {
      const unit = key.charCodeAt(i);
      seen |= unit;
      block |= unit << bits;
    }
    if (seen > 0x7f) return this.#hashUtf8(this.#carry + key);
    return finish(state ^ scramble(block), this.#length + end);
  }

  /** The same for any text, character by character. */
  #hashUtf8(text: string): number {
    let state = this.#state;
    let block = this.#rest;
    let bits = this.#bits;
    let length = this.#length;
    for (let i = 0; i < text.length; i++) {
      let point = text.codePointAt(i)!;
      if (point > 0xffff) i++;
      else if (point >= 0xd800 && point < 0xe000) point = 0xfffd;
      const size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      const bytes = encode(point, size);
      length += size;
      block |= bytes << bits;
      if (bits + size * 8 >= 32) {
        state = mix(state, block);
        // What did not fit. In two shifts, since one by 32 does nothing.
        block = (bytes >>> 1) >>> (31 - bits);
      }
      bits = (bits + size * 8) & 31;
    }
    return finish(state ^ scramble(block), length);
  }
}

/** The UTF-8 bytes of a code point, the first lowest. */
function encode(point: number, size: number): number {
  const last = 0x80 | (point & 0x3f);
  if (size === 1) return point;
  if (size === 2) return 0xc0 | (point >> 6) | (last << 8);
  const third = 0x80 | ((point >> 6) & 0x3f);
  if (size === 3) return 0xe0 | (point >> 12) | (third << 8) | (last << 16);
  return 0xf0 | (point >> 18) | ((0x80 | ((point >> 12) & 0x3f)) << 8) | (third << 16) | (last << 24);
}

/** The bytes from `start` to `end`, at most four, as one number, the first lowest. */
function littleEndian(bytes: Uint8Array, start: number, end: number): number {
  let number = 0;
  for (let i = end - 1; i >= start; i--) number = (number << 8) | bytes[i]!;
  return number;
}

function scramble(block: number): number {
  const k = Math.imul(block, 0xcc9e2d51);
  return Math.imul((k << 15) | (k >>> 17), 0x1b873593);
}

function mix(state: number, block: number): number {
  const h = state ^ scramble(block);
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
}

function finish(state: number, length: number): number {
  let h = state ^ length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
