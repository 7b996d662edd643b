import type { FlagDefinition } from '@halyard/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { readFlag } from '../../../packages/core/src/flag/read.js';
import { serialise } from '../../../packages/core/src/flag/serialise.js';
import { flagText } from '../../../packages/core/src/flag/flag-text.js';
import { definition } from './arbitrary.js';

const users = (...keys: string[]): FlagDefinition => ({ rules: [{ users: keys }] });

describe('the canonical text of a definition', () => {
  const texts: readonly (readonly [definition: FlagDefinition, text: string])[] = [
    [{}, 'on'],
    [{ enabled: false }, 'off'],
    [{ enabled: true }, '{"enabled":true}'],
    [{ rules: [] }, '{"rules":[]}'],
    [{ rules: [{}] }, '{"rules":[{}]}'],
    [{ rules: [{ rollout: 0.5 }] }, '0.5%'],
    [{ rules: [{ rollout: 1e-7 }] }, '{"rules":[{"rollout":1e-7}]}'],
    [{ rules: [{ rollout: { percent: 5 } }] }, '{"rules":[{"rollout":{"percent":5}}]}'],
    [{ rules: [{ rollout: 5, name: 'a' }] }, '{"rules":[{"rollout":5,"name":"a"}]}'],
    [{ rules: [{ rollout: 5 }, {}] }, '{"rules":[{"rollout":5},{}]}'],
    [{ rules: [{ rollout: 5 }], owner: 'a' }, '{"rules":[{"rollout":5}],"owner":"a"}'],
    [{ enabled: false, owner: 'a' }, '{"enabled":false,"owner":"a"}'],
    [users('alice', 'b o b', 'ü:{}'), 'users:alice,b o b,ü:{}'],
    [users(), '{"rules":[{"users":[]}]}'],
    [users(''), '{"rules":[{"users":[""]}]}'],
    [users('a,b'), '{"rules":[{"users":["a,b"]}]}'],
    [users(' a'), '{"rules":[{"users":[" a"]}]}'],
    [users('a\u0000'), '{"rules":[{"users":["a\\u0000"]}]}'],
    [users('\ud800'), '{"rules":[{"users":["\\ud800"]}]}'],
  ];
  for (const [source, text] of texts) {
    it(`of ${JSON.stringify(source)} is ${text}`, () => {
      expect(serialise(source)).to.equal(text);
    });
  }

  it('reads as the same definition', function () {
    this.timeout(30_000);
    fc.assert(
      fc.property(definition, (source) => {
        expect(readFlag(serialise(source))).to.deep.equal({ value: source });
      }),
      { numRuns: 1_000 },
    );
  });

  it('is what a definition in code is stored as, sharing nothing with it', () => {
    fc.assert(
      fc.property(definition, (source) => {
        const text = flagText('x', source);
        expect(text).to.equal(serialise(source));
        expect(flagText('x', text)).to.equal(text);
        expect(source).not.to.be.frozen;
      }),
      { numRuns: 300 },
    );
  });
});
