import { expect } from 'chai';
import type { Flag } from '@halyard/core';
import { parseFlag } from '@halyard/core/store';
import { scopeOf } from '../../support/flag-scope.js';
import { answerOf } from './answer.js';
import { type EvaluationCase, expectedAnswer, features, storedFlag, timeOf } from './evaluation-vectors.js';

describe('The evaluation vectors', () => {
  it('are 1,000 or more', () => {
    expect(features.flatMap(({ cases }) => cases)).to.have.length.above(999);
  });

  for (const { feature, cases } of features) {
    describe(feature, () => {
      for (const each of cases) it(each.title, () => check(each));
    });
  }
});

function check(each: EvaluationCase): void {
  const { context, flags = {}, when, holds } = each;
  const flag = flagIn(each);
  const stored = storedFlag(each);
  const scope = scopeOf(typeof stored === 'string' ? flags : { ...flags, flag: stored });
  const answer = answerOf(flag, context, scope, timeOf(each));
  if (when !== undefined) {
    expect(answer).to.have.property('value', holds);
    return;
  }
  const name = 'rule' in answer ? flag.definition.rules![answer.rule]!.name : undefined;
  expect({ ...answer, ...(name !== undefined && { ruleName: name }) }).to.deep.equal(expectedAnswer(each));
}

/** Short text that is not understood is off, and a problem; a definition must be valid. */
function flagIn(each: EvaluationCase): Flag {
  const stored = storedFlag(each);
  const text = typeof stored === 'string' ? stored : JSON.stringify(stored);
  const { flag, problem } = parseFlag('flag', text);
  if (flag === undefined || (problem !== undefined && typeof stored !== 'string')) throw new Error(problem);
  return flag;
}
