import { pick, seededRandom } from './random.mjs';

/** `element(0)`, `element(1)`, …: as many as fit into `bytes` of JSON, at least one, at most `most`. */
export function listWithin(bytes, element, most = Infinity) {
  const list = [element(0)];
  let used = jsonBytes(list);
  while (list.length < most) {
    const next = element(list.length);
    used += jsonBytes(next) + 1;
    if (used > bytes) break;
    list.push(next);
  }
  return list;
}

/** An object with the keys `key(0)`, `key(1)`, …, as many as fit into `bytes` of JSON. */
export function objectWithin(bytes, key, value) {
  const entries = {};
  let used = 2;
  for (let i = 0; ; i++) {
    used += jsonBytes(key(i)) + jsonBytes(value) + 2;
    if (i > 0 && used > bytes) return entries;
    entries[key(i)] = value;
  }
}

/**
 * Text that takes `bytes` of JSON, one letter again and again. With `wide`, one character is outside Latin-1, so that the
 * engine keeps two bytes for each of them.
 */
export function textWithin(bytes, { letter = 'a', wide = false } = {}) {
  const first = wide ? 'Ж' : '';
  const room = bytes - 2 - Buffer.byteLength(first);
  return first + letter.repeat(Math.max(1, Math.floor(room / Buffer.byteLength(letter))));
}

const RANDOM_UNITS = 2 ** 16;
const randomTexts = new Map();

/** Text of random letters, at most 32,768, always the same for a place: a piece of one long text, which takes time to make. */
export function randomText(length, letters, place) {
  let whole = randomTexts.get(letters);
  if (whole === undefined) {
    const random = seededRandom(1);
    whole = Array.from({ length: RANDOM_UNITS }, () => pick(letters, random)).join('');
    randomTexts.set(letters, whole);
  }
  const start = (place * 7_919) % (RANDOM_UNITS / 2);
  return whole.slice(start, start + length);
}

/** The bytes that a value takes as JSON. */
export function jsonBytes(value) {
  return Buffer.byteLength(JSON.stringify(value));
}
