import { type AnswerOptions, Gate, OFFERED_MEDIA_TYPES, type ProblemDetails } from '@halyard/core/adapter';
import { expect } from 'chai';
import fc from 'fast-check';

// Long enough, and of letters rare enough, not to be found by chance in what the options say.
const name = fc.string({ unit: fc.constantFrom('Q', 'Z', 'X', 'J', '_'), minLength: 24, maxLength: 256 });
const text = fc.string({ unit: 'binary', minLength: 1 });
const optional = { requiredKeys: [] as [] };

const answerOptions: fc.Arbitrary<AnswerOptions> = fc.record(
  {
    statusCode: fc.integer({ min: 400, max: 599 }),
    code: text,
    title: text,
    type: text,
    detail: text,
    retryAfterSeconds: fc.nat(),
    headers: fc.dictionary(fc.stringMatching(/^X-[a-z]{1,9}$/), fc.stringMatching(/^[ -~]*$/)),
  },
  optional,
);

const mediaType = fc.constantFrom(...OFFERED_MEDIA_TYPES, false as const, undefined);
const kind = fc.constantFrom('flagGate' as const, 'killSwitch' as const, 'wrapping' as const);

describe('the answer of a closed gate', () => {
  it('never names the flag, whatever the options', () => {
    fc.assert(
      fc.property(kind, name, answerOptions, mediaType, (of, flag, options, type) => {
        const gate = new Gate(of, flag, options);
        const error = gate.error();
        const { stack, message, ...rest } = error;
        const said = [gate.answer(type), stack, message, rest, error, String(error)];
        expect(JSON.stringify(said)).not.to.contain(flag);
        expect(error.flag).to.equal(flag);
      }),
    );
  });

  it('has the length that it says, and is never to be cached', () => {
    fc.assert(
      fc.property(kind, answerOptions, mediaType, (of, options, type) => {
        const { headers, body } = new Gate(of, 'a', options).answer(type);
        expect(headers['Content-Length']).to.equal(String(Buffer.from(body).length));
        expect(headers['Cache-Control']).to.equal('private, no-store');
      }),
    );
  });

  it('is a problem document that says what the options say', () => {
    fc.assert(
      fc.property(answerOptions, (options) => {
        const { statusCode = 404, code, title, type = 'about:blank', detail } = options;
        const problem = JSON.parse(
          new Gate('flagGate', 'a', options).answer('application/json').body,
        ) as ProblemDetails;
        expect(problem).to.deep.equal({
          type,
          title: title ?? problem.title,
          status: statusCode,
          detail: detail ?? problem.detail,
          code: code ?? problem.code,
        });
        expect(problem.detail).to.match(/^.+$/s);
        expect(problem.code).to.match(/^.+$/s);
      }),
    );
  });

  it('is JSON for the JSON types and text for all else', () => {
    const gate = new Gate('flagGate', 'a', { detail: 'Not yet' });
    const types = [...OFFERED_MEDIA_TYPES, false, undefined] as const;
    const json = 'application/problem+json';
    const plain = 'text/plain; charset=utf-8';
    expect(types.map((type) => gate.answer(type).headers['Content-Type'])).to.deep.equal([
      json,
      json,
      plain,
      plain,
      plain,
      plain,
    ]);
    expect(gate.answer(false).body).to.equal('Not Found: Not yet\n');
  });

  it('can be changed by nobody', () => {
    const answer = new Gate('flagGate', 'a').answer('text/plain');
    expect(answer).to.be.frozen;
    expect(answer.headers).to.be.frozen;
  });
});
