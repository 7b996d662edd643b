import { octetsOf } from './octets.js';
import { blockCount, readBlock } from './sha-blocks.js';

const START = new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]);

// Hashing is synchronous, so that one schedule is enough.
const words = new Int32Array(80);

/**
 * The SHA-1 (FIPS 180-4) of a text's UTF-8 bytes, as five words. It is for buckets and fingerprints, not for secrets. For
 * a key it takes less time than `node:crypto`, whose import would take a sixth of Halyard's, and which browsers lack.
 */
export function sha1(text: string): Int32Array {
  const octets = octetsOf(text);
  const blocks = blockCount(octets.length);
  const sum = START.slice();
  for (let block = 0; block < blocks; block++) {
    readBlock(octets, block, words);
    addBlock(sum);
  }
  return sum;
}

function addBlock(sum: Int32Array): void {
  for (let i = 16; i < 80; i++) {
    const word = words[i - 3]! ^ words[i - 8]! ^ words[i - 14]! ^ words[i - 16]!;
    words[i] = (word << 1) | (word >>> 31);
  }
  let a = sum[0]!;
  let b = sum[1]!;
  let c = sum[2]!;
  let d = sum[3]!;
  let e = sum[4]!;
  for (let i = 0; i < 80; i++) {
    let mixed: number;
    // Sums are cut to 32 bits as they are made: V8 computes with integers only then.
    if (i < 20) mixed = ((d ^ (b & (c ^ d))) + 0x5a827999) | 0;
    else if (i < 40) mixed = ((b ^ c ^ d) + 0x6ed9eba1) | 0;
    else if (i < 60) mixed = (((b & c) | (d & (b | c))) + 0x8f1bbcdc) | 0;
    else mixed = ((b ^ c ^ d) + 0xca62c1d6) | 0;
    const next = ((((a << 5) | (a >>> 27)) + mixed) | 0) + ((e + words[i]!) | 0);
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next | 0;
  }
  sum[0]! += a;
  sum[1]! += b;
  sum[2]! += c;
  sum[3]! += d;
  sum[4]! += e;
}
