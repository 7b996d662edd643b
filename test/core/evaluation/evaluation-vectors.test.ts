import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { EvaluationContext } from '@halyard/core';
import { flagOf, scopeOf, type Stored } from '../../support/flag-scope.js';

interface Case {
  readonly title: string;
  readonly flag?: unknown;
  readonly when?: unknown;
  readonly holds?: boolean;
  readonly context: EvaluationContext;
  readonly flags?: Stored;
  readonly now?: string;
  readonly expect?: { readonly [key: string]: unknown };
}

const file = new URL('../../vectors/evaluation.json', import.meta.url);
const features = JSON.parse(readFileSync(file, 'utf8')) as { feature: string; cases: Case[] }[];

describe('The evaluation vectors', () => {
  it('are 300 or more', () => {
    expect(features.flatMap(({ cases }) => cases)).to.have.length.above(299);
  });

  for (const { feature, cases } of features) {
    describe(feature, () => {
      for (const each of cases) it(each.title, () => check(each));
    });
  }
});

function check({ flag: stored, when, holds, context, flags = {}, now, expect: expected }: Case): void {
  const source = when === undefined ? stored : { rules: [{ when }] };
  const flag = flagOf('flag', source);
  const scope = scopeOf({ ...flags, flag: source });
  const { value, variant, reason, rule } = flag.decide(
    context,
    scope,
    now === undefined ? 0 : Date.parse(now),
  );
  if (when !== undefined) {
    expect(value).to.equal(holds);
    return;
  }
  expect({
    value,
    ...(variant !== undefined && { variant }),
    reason,
    ...(rule !== undefined && { rule: rule.index }),
    ...(rule?.name !== undefined && { ruleName: rule.name }),
  }).to.deep.equal(expected);
}
