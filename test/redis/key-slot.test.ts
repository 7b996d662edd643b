import { expect } from 'chai';
import { keySlot, siblingKey } from '../../packages/redis/src/connections/key-slot.js';

describe('the slot of a key in a cluster', () => {
  // The reference answers of CLUSTER KEYSLOT.
  const slots: readonly (readonly [key: string, slot: number])[] = [
    ['123456789', 12739],
    ['feature_flags', 12284],
    ['{feature_flags}:log', 12284],
    ['foo{}{bar}', 8363],
    ['foo{{bar}}zap', 4015],
    ['grün 🚩', 5827],
  ];

  for (const [key, slot] of slots) {
    it(`is ${slot} for ${key}`, () => expect(keySlot(key)).to.equal(slot));
  }

  it('is the same for the key of the log', () => {
    for (const key of ['feature_flags', '{app}:flags', 'a{b', 'app:{x}:flags']) {
      expect(keySlot(siblingKey(key, 'log')), key).to.equal(keySlot(key));
    }
  });
});
