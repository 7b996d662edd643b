import { octetsOf } from './octets.js';

/** What the four lowest bits of the state do to it. */
const TABLE = Int32Array.from({ length: 16 }, (_, state) => {
  let bits = state;
  for (let i = 0; i < 4; i++) bits = (bits >>> 1) ^ (0xedb88320 & -(bits & 1));
  return bits;
});

/** The CRC-32 of a text's UTF-8 bytes (IEEE 802.3, as zlib has it), from 0 to 2^32 − 1. */
export function crc32(text: string): number {
  const octets = octetsOf(text);
  let state = ~0;
  for (let i = 0; i < octets.length; i++) {
    state ^= octets.charCodeAt(i);
    state = (state >>> 4) ^ TABLE[state & 15]!;
    state = (state >>> 4) ^ TABLE[state & 15]!;
  }
  return ~state >>> 0;
}
