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
  flat: undefined,
};

describe('A notice of what was logged', () => {
  it('is read as it was published, with a flag that is gone as null', () => {
    expect(parseNotice(JSON.stringify({ ...notice, flat: ['a', 'on', 'b', false] }))).to.deep.equal({
      ...notice,
      flat: ['a', 'on', 'b', null],
    });
    expect(parseNotice(JSON.stringify(notice))).to.deep.equal(notice);
  });

  it('has no changes to tell of when Lua made an object of an empty list', () => {
    expect(parseNotice(JSON.stringify({ ...notice, flat: {} }))).to.deep.equal(notice);
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

  it('is never made of anything else, and nothing makes it throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(parseNotice(text)).to.equal(undefined);
      }),
    );
  });
});
