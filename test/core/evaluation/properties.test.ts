import { expect } from 'chai';
import fc from 'fast-check';
import { chance } from '../../../packages/core/src/evaluation/bucketing/bucketing.js';
import { explain } from '../../../packages/core/src/evaluation/explain.js';
import type { Outcome } from '../../../packages/core/src/evaluation/evaluation.js';
import { scopeOf } from '../../support/flag-scope.js';
import { interpret, type ReferenceSnapshot } from '../../support/reference-interpreter.js';
import { context, now, snapshot } from './arbitrary.js';

const RUNS = { numRuns: 1500 };
const DRAW = 0.3;

const scopeFor = ({ flags, segments }: ReferenceSnapshot) => scopeOf({ ...flags, ...segments });

function plain({ value, variant, reason, rule }: Outcome): object {
  return { value, ...(variant !== undefined && { variant }), reason, ...(rule && { rule: rule.index }) };
}

describe('Any flag for any context at any time', () => {
  const { draw } = chance;
  before(() => (chance.draw = () => DRAW));
  after(() => (chance.draw = draw));

  it('gets the answer of the reference interpreter', () => {
    fc.assert(
      fc.property(snapshot, context, now, (each, attributes, time) => {
        const scope = scopeFor(each);
        const answer = scope.get('flag')!.decide(attributes, scope, time);
        expect(plain(answer)).to.deep.equal(interpret(each, 'flag', attributes, time, DRAW));
      }),
      RUNS,
    );
  });

  it('is explained with the answer it gets', () => {
    fc.assert(
      fc.property(snapshot, context, now, (each, attributes, time) => {
        const scope = scopeFor(each);
        const flag = scope.get('flag')!;
        const { answer, rules } = explain(flag, attributes, scope, time);
        expect(answer).to.equal(flag.decide(attributes, scope, time));
        for (const { index, result, parts } of rules) {
          const held = parts.every((part) => part.held);
          if (result === 'served') expect([index, held]).to.deep.equal([answer.rule?.index, true]);
          if (result === 'did not match') expect(held).to.equal(false);
        }
      }),
      RUNS,
    );
  });
});
