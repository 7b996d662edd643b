import { conflictIn } from '@halyard/core/store';
import { expect } from 'chai';
import { describe, it } from 'mocha';

describe('the conflict of changes with what is stored', () => {
  const stored = new Map([
    ['on', 'on'],
    ['empty', ''],
  ]);
  const conflictOf = (...changes: Parameters<typeof conflictIn>[0]) =>
    conflictIn(changes, (name) => stored.get(name));

  it('is none where each expected text is stored, and where none is expected', () => {
    expect(
      conflictOf(
        { name: 'on', ifText: 'on' },
        { name: 'empty', ifText: '' },
        { name: 'new', ifText: null },
        { name: 'on' },
      ),
    ).to.equal(undefined);
  });

  it('names the first flag with another text, and that text', () => {
    expect(
      conflictOf({ name: 'on', ifText: 'on' }, { name: 'empty', ifText: null }, { name: 'new', ifText: '' }),
    ).to.include({
      code: 'CONFLICT',
      flag: 'empty',
      message: 'flag "empty" holds another text than expected: it is now ',
    });
    expect(conflictOf({ name: 'new', ifText: '' })).to.include({
      flag: 'new',
      message: 'flag "new" holds another text than expected: it is not stored',
    });
  });
});
