import { createHash } from 'node:crypto';
import { crc32 as crc32OfZlib } from 'node:zlib';
import { expect } from 'chai';
import fc from 'fast-check';
import { crc32 } from '../../../packages/core/src/evaluation/hashes/crc32.js';
import { sha1 } from '../../../packages/core/src/evaluation/hashes/sha1.js';
import { sha256 } from '../../../packages/core/src/evaluation/hashes/sha256.js';

const HASHES = { sha1, sha256 };

const hex = (words: Int32Array): string =>
  Array.from(words, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');

const text = fc.oneof(
  fc.string({ maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 100 }),
  // Halves of pairs, which UTF-8 can't hold.
  fc.array(fc.constantFrom('a', 'é', '€', '🚀', '\ud83d', '\ude00')).map((units) => units.join('')),
);

/** Checks that an expectation holds for any text. */
function check(expectation: (any: string) => void): void {
  fc.assert(
    fc.property(text, (any) => {
      expectation(any);
    }),
    { numRuns: 2000 },
  );
}

for (const [name, hash] of Object.entries(HASHES)) {
  const expected = (of: string): string => createHash(name).update(of).digest('hex');

  describe(name, () => {
    it('is that of Node for every length around its blocks', () => {
      for (let length = 0; length < 200; length++) {
        const keys = 'k'.repeat(length);
        expect(hex(hash(keys)), `${length} bytes`).to.equal(expected(keys));
      }
    });

    it('is that of Node for any text', () => {
      check((any) => expect(hex(hash(any))).to.equal(expected(any)));
    });

    it('is that of Node for a text of many blocks', () => {
      for (const long of ['k'.repeat(1_000_000), 'Zoë €'.repeat(50_000)]) {
        expect(hex(hash(long))).to.equal(expected(long));
      }
    });
  });
}

describe('crc32', () => {
  it('has the published check value', () => {
    expect(crc32('123456789')).to.equal(0xcbf43926);
  });

  it('is that of zlib for any text', () => {
    check((any) => expect(crc32(any)).to.equal(crc32OfZlib(any)));
  });
});
