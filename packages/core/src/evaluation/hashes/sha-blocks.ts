/** Octets in a block of SHA-1 and SHA-256. */
const BLOCK = 64;

/** How many blocks so many octets take, with what is added after them: a 1 bit, zeros and 64 bits for the length. */
export function blockCount(length: number): number {
  return Math.floor((length + 8) / BLOCK) + 1;
}

/** Reads a block, from 0, into the first 16 of `words`: SHA's padding and parsing (FIPS 180-4, sections 5.1.1 and 5.2.1). */
export function readBlock(octets: string, block: number, words: Int32Array): void {
  const end = octets.length;
  for (let i = 0, at = block * BLOCK; i < 16; i++, at += 4) {
    words[i] =
      at + 4 <= end
        ? (octets.charCodeAt(at) << 24) |
          (octets.charCodeAt(at + 1) << 16) |
          (octets.charCodeAt(at + 2) << 8) |
          octets.charCodeAt(at + 3)
        : lastWord(octets, at);
  }
  if (block + 1 < blockCount(end)) return;
  words[14] = end / 2 ** 29;
  words[15] = end << 3;
}

/** The word at or after the end of the octets, which a 1 bit follows. */
function lastWord(octets: string, at: number): number {
  let word = 0;
  for (let i = at; i < at + 4; i++) {
    word = (word << 8) | (i < octets.length ? octets.charCodeAt(i) : i === octets.length ? 0x80 : 0);
  }
  return word;
}
