import { octetsOf } from './octets.js';
import { blockCount, readBlock } from './sha-blocks.js';

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
const ROUND_CONSTANTS = new Int32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
]);

const START = new Int32Array([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
]);

// Hashing is synchronous, so that one schedule is enough.
const words = new Int32Array(64);

/** The SHA-256 (FIPS 180-4) of a text's UTF-8 bytes, as eight words; for buckets, as {@link sha1} is. */
export function sha256(text: string): Int32Array {
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
  for (let i = 16; i < 64; i++) {
    const x = words[i - 15]!;
    const y = words[i - 2]!;
    const mixedX = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
    const mixedY = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10);
    // Sums are cut to 32 bits as they are made: V8 computes with integers only then.
    words[i] = ((words[i - 16]! + mixedX) | 0) + ((words[i - 7]! + mixedY) | 0);
  }
  let a = sum[0]!;
  let b = sum[1]!;
  let c = sum[2]!;
  let d = sum[3]!;
  let e = sum[4]!;
  let f = sum[5]!;
  let g = sum[6]!;
  let h = sum[7]!;
  for (let i = 0; i < 64; i++) {
    const mixedE = (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((g ^ (e & (f ^ g))) | 0);
    const mixedA = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) | (c & (a | b)));
    const added = (((h + (mixedE | 0)) | 0) + ((ROUND_CONSTANTS[i]! + words[i]!) | 0)) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + added) | 0;
    d = c;
    c = b;
    b = a;
    a = (added + (mixedA | 0)) | 0;
  }
  sum[0]! += a;
  sum[1]! += b;
  sum[2]! += c;
  sum[3]! += d;
  sum[4]! += e;
  sum[5]! += f;
  sum[6]! += g;
  sum[7]! += h;
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}
