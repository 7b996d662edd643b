import type { FlagDefinition } from '@halyard/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { chance } from '../../../packages/core/src/evaluation/bucketing/chance.js';
import { explain } from '../../../packages/core/src/evaluation/explain.js';
import { flagOf, scopeOf } from '../../support/flag-scope.js';
import { interpret, type ReferenceSnapshot } from '../../support/reference-interpreter.js';
import { answerOf, THROWN } from './answer.js';
import { context, now, snapshot } from './arbitrary.js';

/** How many cases each property is tried with. */
const RUNS = { numRuns: Number(process.env['RUNS'] ?? 2000) };
const DRAW = 0.3;

/** An attribute that throws comes after a segment without an answer: the rule is passed over, and nothing is read. */
const UNUSABLE_FIRST: ReferenceSnapshot = {
  flags: { flag: { default: false, rules: [{ when: { $nor: [{ $segment: 'round' }, { b: null }] } }] } },
  segments: { '$segment.round': { $segment: 'round' } },
};

const scopeFor = ({ flags, segments }: ReferenceSnapshot) => scopeOf({ ...flags, ...segments });

/** The same attributes, of which some throw when they are read. */
function trapped(attributes: object, names: readonly string[]): object {
  const traps = names.map((name) => [
    name,
    {
      enumerable: true,
      get(): never {
        throw THROWN;
      },
    },
  ]);
  return Object.defineProperties({ ...attributes }, Object.fromEntries(traps) as PropertyDescriptorMap);
}

describe('Any flag for any context at any time', () => {
  const { draw } = chance;
  before(() => (chance.draw = () => DRAW));
  after(() => (chance.draw = draw));

  it('gets the answer of the reference interpreter', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(snapshot, context, now, (each, attributes, time) => {
        const scope = scopeFor(each);
        const answer = answerOf(scope.get('flag')!, attributes, scope, time);
        expect(answer).to.deep.equal(interpret(each, 'flag', attributes, time, DRAW));
      }),
      RUNS,
    );
  });

  it('gets that answer also where reading an attribute throws', function () {
    this.timeout(60_000);
    const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'tags', 'v', 'ip', 'o'), { maxLength: 3 });
    fc.assert(
      fc.property(snapshot, context, names, now, (each, attributes, trap, time) => {
        const scope = scopeFor(each);
        const hostile = trapped(attributes, trap);
        const answer = answerOf(scope.get('flag')!, hostile, scope, time);
        expect(answer).to.deep.equal(interpret(each, 'flag', hostile, time, DRAW));
      }),
      { ...RUNS, examples: [[UNUSABLE_FIRST, {}, ['b'], 0]] },
    );
  });

  it('is explained with the answer it gets', () => {
    fc.assert(
      fc.property(snapshot, context, now, (each, attributes, time) => {
        const scope = scopeFor(each);
        const flag = scope.get('flag')!;
        fc.pre(!('error' in answerOf(flag, attributes, scope, time)));
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

  describe('and disabled', () => {
    const answers = (
      { flags, segments }: ReferenceSnapshot,
      enabled: Pick<FlagDefinition, 'enabled'>,
      attributes: object,
      time: number,
    ) => {
      const { enabled: _, ...definition } = flags['flag']!;
      const scope = scopeFor({ flags: { ...flags, flag: { ...definition, ...enabled } }, segments });
      return answerOf(scope.get('flag')!, attributes, scope, time);
    };

    it('is off for every context, and never serves true', () => {
      fc.assert(
        fc.property(snapshot, context, now, (each, attributes, time) => {
          const answer = answers(each, { enabled: false }, attributes, time);
          fc.pre(!('error' in answer));
          expect(answer).to.include({ on: false, reason: 'DISABLED' });
          expect(answer).not.to.have.property('value', true);
          expect(answer).not.to.have.property('rule');
        }),
        RUNS,
      );
    });

    it('is a constant that is off, so that no gate waits for a context', () => {
      fc.assert(
        fc.property(snapshot, ({ flags }) => {
          const flag = flagOf('flag', { ...flags['flag'], enabled: false });
          expect(flag.constant).to.include({ on: false, reason: 'DISABLED' });
        }),
        RUNS,
      );
    });

    it('answers as before once it is enabled again', () => {
      fc.assert(
        fc.property(snapshot, context, now, (each, attributes, time) => {
          const original = answers(each, {}, attributes, time);
          expect(answers(each, { enabled: true }, attributes, time)).to.deep.equal(original);
        }),
        RUNS,
      );
    });
  });
});
