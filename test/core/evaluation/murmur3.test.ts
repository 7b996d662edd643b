import { expect } from 'chai';
import fc from 'fast-check';
import { murmur3 } from '../../support/reference/murmur3.js';
import { SeededHash } from '../../../packages/core/src/evaluation/hashes/murmur3.js';

const hash = (seed: string, key: string): number => new SeededHash(seed).hash(key) >>> 0;

describe('SeededHash', () => {
  // Published for the reference implementation with seed 0: Wikipedia's article, and Ian Boyd's list of edge cases.
  const published: readonly (readonly [text: string, hash: number])[] = [
    ['', 0],
    ['\0', 0x514e28b7],
    ['\0\0', 0x30f4c306],
    ['\0\0\0', 0x85f0b427],
    ['\0\0\0\0', 0x2362f9de],
    ['!', 0x72661cf4],
    ['!C', 0xa0f7b07a],
    ['!Ce', 0x7e4a8634],
    ['test', 0xba6bd213],
    ['Hello, world!', 0xc0363e43],
    ['The quick brown fox jumps over the lazy dog', 0x2e4ff723],
  ];
  for (const [text, expected] of published) {
    it(`gives the published hash of ${JSON.stringify(text)}`, () => {
      expect(hash('', text)).to.equal(expected);
    });
  }

  it('gives the same wherever the text is cut into seed and key', () => {
    const text = 'new_checkout for Zoë 🚀 and user-1234567';
    for (let i = 0; i <= text.length; i++) {
      expect(hash(text.slice(0, i), text.slice(i)), `cut at ${i}`).to.equal(hash('', text));
    }
  });

  it('hashes the bytes that TextEncoder makes of any text', () => {
    fc.assert(
      fc.property(anyText, anyText, (seed, key) => {
        expect(hash(seed, key)).to.equal(murmur3(seed + key));
      }),
      { numRuns: 2000 },
    );
  });

  it('is a signed 32-bit number', () => {
    expect(new SeededHash('').hash('test')).to.equal(0xba6bd213 | 0);
  });
});

// All lengths around the blocks of four, and every kind of character, halves of pairs included.
const anyText = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc
    .array(
      fc.constantFrom(
        'a',
        'é',
        '€',
        '🚀',
        '\ud83d',
        '\ude00',
        '\u007f',
        '\u0080',
        '\u07ff',
        '\u0800',
        '\uffff',
      ),
    )
    .map((units) => units.join('')),
);
