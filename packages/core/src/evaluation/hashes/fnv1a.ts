const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * The 32-bit FNV-1a hash of a text, from 0 to 2^32 − 1 (Fowler, Noll and Vo, public domain). A UTF-16 unit counts as
 * one octet, as in GrowthBook's JavaScript SDK; for ASCII that is standard FNV-1a. To hash two texts in a row, give
 * the hash of the first as `start` of the second.
 */
export function fnv1a(text: string, start: number = OFFSET_BASIS): number {
  let hash = start;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME);
  return hash >>> 0;
}
