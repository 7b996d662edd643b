import { expect } from 'chai';
import { switchedWords } from '../../../packages/admin/page/flags/switched-words.js';
import type { SwitchedFlag } from '../../../packages/admin/page/records.js';

describe('the message after a flag is switched', () => {
  const switched = (more: Partial<SwitchedFlag> = {}): SwitchedFlag => ({
    name: 'beta',
    stored: true,
    declared: false,
    version: '2',
    state: 'off',
    reach: 'none',
    text: '',
    definition: {},
    ...more,
  });

  it('says that the flag was not stored before', () => {
    expect(switchedWords(switched(), true, true)).to.equal('beta is switched on and now stored');
    expect(switchedWords(switched(), false, true)).to.equal('beta is switched off and now stored');
  });

  it('says on or off', () => {
    expect(switchedWords(switched(), true)).to.equal('beta is switched on');
    expect(switchedWords(switched(), false)).to.equal('beta is switched off');
  });

  it('says what the server says of a flag that serves off all the same', () => {
    const notice = 'beta is enabled, but serves off to everyone: its default is false and it has no rules';
    expect(switchedWords(switched({ notice }), true)).to.equal(notice);
  });

  it('says that an invalid text was replaced', () => {
    expect(switchedWords(switched({ replaced: 'ture' }), false)).to.equal(
      'beta is switched off. Its invalid text was replaced',
    );
  });
});
