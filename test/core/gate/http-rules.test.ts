import { STATUS_CODES, validateHeaderName, validateHeaderValue } from 'node:http';
import { Gate } from '@halyard/core/adapter';
import { expect } from 'chai';
import fc from 'fast-check';

const holds = (check: () => void): boolean => {
  try {
    check();
    return true;
  } catch {
    return false;
  }
};

const makes = (headers: Record<string, string>): boolean =>
  holds(() => new Gate('flagGate', 'a', { headers }));

/** Any one character of these. */
const oneOf = (characters: string): fc.Arbitrary<string> => fc.constantFrom(...Array.from(characters));

describe('what a gate knows of HTTP', () => {
  // RFC 9110 renamed these; 418 and 509 are in no registry.
  const RENAMED: Readonly<Record<string, string>> = {
    413: 'Content Too Large',
    422: 'Unprocessable Content',
    418: 'Client Error',
    509: 'Server Error',
  };

  for (const [status, phrase] of Object.entries(STATUS_CODES).filter(([code]) => Number(code) >= 400)) {
    it(`calls ${status} ${RENAMED[status] ?? phrase}`, () => {
      const { problem } = new Gate('flagGate', 'a', { statusCode: Number(status) }).error();
      expect(problem.title).to.equal(RENAMED[status] ?? phrase);
    });
  }

  it('has a title for a status that is not assigned', () => {
    expect(new Gate('flagGate', 'a', { statusCode: 499 }).error().problem.title).to.equal('Client Error');
    expect(new Gate('flagGate', 'a', { statusCode: 599 }).error().problem.title).to.equal('Server Error');
  });

  it('takes the header names that Node takes', () => {
    const nearly = fc.string({ unit: oneOf('aZ9-_!# :\r\n"(ü\0'), minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(nearly, (name) => {
        expect(makes({ [name]: 'a' })).to.equal(holds(() => validateHeaderName(name)));
      }),
    );
  });

  it('takes the header values that Node takes', () => {
    const nearly = fc.string({ unit: oneOf('aZ9 \t\r\n\0\x7f\xff\x80Ā😀'), maxLength: 4 });
    fc.assert(
      fc.property(nearly, (value) => {
        expect(makes({ 'X-A': value })).to.equal(holds(() => validateHeaderValue('X-A', value)));
      }),
    );
  });

  it('leaves the headers that it sets itself to nobody, however they are written', () => {
    for (const name of [
      'Cache-Control',
      'CONTENT-TYPE',
      'content-length',
      'Retry-After',
      'Transfer-Encoding',
      'vary',
    ]) {
      expect(makes({ [name]: '1' }), name).to.equal(false);
    }
  });

  it('takes a header called __proto__ for a header', () => {
    const headers = JSON.parse('{"__proto__":"a"}') as Record<string, string>;
    expect(Object.entries(new Gate('flagGate', 'a', { headers }).answer(false).headers)).to.deep.include([
      '__proto__',
      'a',
    ]);
  });
});
