/** MurmurHash3 x86 32-bit over the UTF-8 bytes of a text. */
export function murmur3(text: string, seed = 0): number {
  const bytes = new TextEncoder().encode(text);
  const word = (n: bigint): bigint => n & 0xffffffffn;
  const rotate = (n: bigint, by: bigint): bigint => word((n << by) | (n >> (32n - by)));
  const scramble = (k: bigint): bigint => word(rotate(word(k * 0xcc9e2d51n), 15n) * 0x1b873593n);
  let h = BigInt(seed);
  for (let i = 0; i < bytes.length; i += 4) {
    const block = bytes.subarray(i, i + 4).reduceRight((k, byte) => k * 256n + BigInt(byte), 0n);
    h ^= scramble(block);
    if (i + 4 <= bytes.length) h = word(rotate(h, 13n) * 5n + 0xe6546b64n);
  }
  h ^= BigInt(bytes.length);
  h = word((h ^ (h >> 16n)) * 0x85ebca6bn);
  h = word((h ^ (h >> 13n)) * 0xc2b2ae35n);
  return Number(h ^ (h >> 16n));
}
