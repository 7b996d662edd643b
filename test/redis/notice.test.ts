import { expect } from 'chai';
import fc from 'fast-check';
import { type Notice, parseNotice } from '../../packages/redis/src/notice.js';

const notice: Notice = {
  epoch: '1.2',
  from: 3,
  to: 4,
  id: '5-0',
  compared: 6,
  size: 7,
  listeners: 8,
  watchers: 4,
  guarded: true,
};

describe('A notice of what was logged', () => {
  it('is read as it was published', () => {
    for (const published of [notice, { ...notice, flat: ['a', 'on', 'b', false] }]) {
      expect(parseNotice(JSON.stringify(published))).to.deep.equal(published);
    }
  });

  for (const [name, value] of Object.entries({
    epoch: 1,
    from: '3',
    to: 1.5,
    id: null,
    compared: NaN,
    size: undefined,
    listeners: [],
    watchers: 1e300,
    guarded: 'yes',
    flat: ['a', 1],
  })) {
    it(`is none with ${name}: ${JSON.stringify(value)}`, () => {
      expect(parseNotice(JSON.stringify({ ...notice, [name]: value }))).to.equal(undefined);
    });
  }

  it('is none with changes that are no list', () => {
    expect(parseNotice(JSON.stringify({ ...notice, flat: {} }))).to.equal(undefined);
  });

  it('is never made of anything else, and nothing makes it throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(parseNotice(text)).to.equal(undefined);
      }),
    );
  });
});
