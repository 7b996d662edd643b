import { atOnce } from '../base/time-slices.js';
import { type JsonError, type JsonLimits, JsonScanner } from './json-scanner.js';

/** A value read from JSON text, or why it can't be read. */
export type JsonReading = { readonly value: unknown } | { readonly problem: string };

/** The same within limits: `exceeds` is the limit that the text exceeds. */
export type LimitedJsonReading = JsonReading | { readonly exceeds: keyof JsonLimits };

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
    return atOnce(readJsonInSteps(text));
  }
  // Every key has a colon: where there are more colons than keys, some key was dropped.
  return countColons(text) === countKeys(value) ? { value } : atOnce(readJsonInSteps(text));
}

/**
 * The same for long texts, in steps of some 100 µs, since `JSON.parse` does not stop: other work can be done after each
 * step. The generator returns the reading.
 */
export function readJsonInSteps(text: string): Generator<void, JsonReading>;
/** The same within limits. */
export function readJsonInSteps(text: string, limits: JsonLimits): Generator<void, LimitedJsonReading>;
export function* readJsonInSteps(text: string, limits?: JsonLimits): Generator<void, LimitedJsonReading> {
  const scanner = new JsonScanner(text, limits);
  const error = yield* scanner.scan();
  if (error === undefined) return { value: scanner.value };
  const { kind } = error;
  return kind === 'depth' || kind === 'members' ? { exceeds: kind } : { problem: describe(text, error) };
}

function describe(text: string, { offset, expected, kind }: JsonError): string {
  let [line, start] = [1, 0];
  for (let end = text.indexOf('\n'); end >= 0 && end < offset; end = text.indexOf('\n', start)) {
    line++;
    start = end + 1;
  }
  const place = `line ${line}, column ${offset - start + 1}`;
  if (kind === 'duplicate') return `the key ${expected} is given twice, the second time at ${place}`;
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
