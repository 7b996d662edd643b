import { createHash } from 'node:crypto';

/** FNV-1a, 32 bits, over the UTF-16 units of a text, as the GrowthBook SDKs compute it. */
export function fnv1a32(text: string): number {
  let hash = 0x811c9dc5n;
  for (let i = 0; i < text.length; i++) {
    hash ^= BigInt(text.charCodeAt(i));
    hash = (hash * 0x01000193n) & 0xffffffffn;
  }
  return Number(hash);
}

/** CRC-32 (the one of zip and Ethernet) over the UTF-8 bytes of a text, bit by bit. */
export function crc32(text: string): number {
  let crc = 0xffffffff;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

/** The hexadecimal digits of the SHA-1 of the UTF-8 bytes of a text. */
export function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

/** The bytes of the SHA-256 of the UTF-8 bytes of a text. */
export function sha256(text: string): Uint8Array {
  return createHash('sha256').update(text).digest();
}
