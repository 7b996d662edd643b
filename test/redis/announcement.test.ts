import { expect } from 'chai';
import fc from 'fast-check';
import { readEntry, readMessage, sign } from '../../packages/redis/src/announced/announcement.js';

const SECRET = 'secret';
const PAYLOAD = {
  epoch: '1795795521897000',
  number: 4,
  previous: 'aa',
  at: 1795795521897,
  changes: [['a', 'on'] as const, ['b', false] as const],
};

function message(payload: object, secret = SECRET): Buffer {
  const text = JSON.stringify(payload);
  return Buffer.from(sign(text, secret) + text);
}

describe('an announcement', () => {
  it('is read with the secret it was made with', () => {
    const { epoch, number, previous, at, changes } = PAYLOAD;
    const read = readMessage(message(PAYLOAD), SECRET);
    expect(read).to.deep.include({ epoch: Number(epoch), number, previous, at, changes });
  });

  it('is read from the fields of a log entry too', () => {
    const text = JSON.stringify(PAYLOAD);
    const fields = ['message', text, 'tag', sign(text, SECRET)].map((field) => Buffer.from(field));
    expect(readEntry(fields, SECRET)).to.include({ number: 4, hasTexts: true });
  });

  it('names the tag of the logged message if it has no texts', () => {
    const bare = { epoch: '1', number: 4, previous: 'aa', tag: 'bb', listeners: 5 };
    expect(readMessage(message(bare), SECRET)).to.include({ tag: 'bb', hasTexts: false, listeners: 5 });
  });

  it('is ignored with another secret', () => {
    expect(readMessage(message(PAYLOAD, 'another'), SECRET)).to.equal(undefined);
  });

  it('is ignored with any other byte', () => {
    const valid = message(PAYLOAD);
    for (let i = 0; i < valid.length; i++) {
      const changed = Buffer.from(valid);
      changed[i]! ^= 1;
      expect(readMessage(changed, SECRET)).to.equal(undefined);
    }
  });

  it('is ignored when it is longer than what was signed', () => {
    expect(readMessage(Buffer.concat([message(PAYLOAD), Buffer.from(' ')]), SECRET)).to.equal(undefined);
  });

  it('is not read from anything else, and nothing makes it throw', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.array(fc.uint8Array()), (bytes, fields) => {
        expect(readMessage(Buffer.from(bytes), SECRET)).to.equal(undefined);
        const entry = fields.map((field) => Buffer.from(field));
        expect(readEntry(entry, SECRET)).to.equal(undefined);
      }),
    );
  });
});
