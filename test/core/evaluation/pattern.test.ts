import { expect } from 'chai';
import { compilePattern } from '../../../packages/core/src/flag/regular-expression.js';

describe('compilePattern', () => {
  it('finds a match anywhere in the text', () => {
    expect(compilePattern('b+', false).test('abbc')).to.equal(true);
    expect(compilePattern('b+', false).test('ac')).to.equal(false);
    expect(compilePattern('^b', false).test('ab')).to.equal(false);
  });

  it('minds case unless it is told not to', () => {
    expect(compilePattern('straße', false).test('STRASSE Straße')).to.equal(false);
    expect(compilePattern('straße', true).test('Straße')).to.equal(true);
  });

  it('answers the same when it is asked again', () => {
    const pattern = compilePattern('a', false);
    expect(['a', 'a', 'b', 'a'].map((text) => pattern.test(text))).to.deep.equal([true, true, false, true]);
  });

  for (const wrong of ['(', '[', 'a{1001}', '(?=a)', '(?<!a)b', '\\1', '*']) {
    it(`refuses ${wrong} and says so`, () => {
      expect(() => compilePattern(wrong, false)).to.throw(Error, 'error parsing regexp');
    });
  }
});
