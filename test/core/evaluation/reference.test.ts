import type { Condition, FlagDefinition } from '@halyard/core';
import { expect } from 'chai';
import { crc32, fnv1a32, sha1 } from '../../support/reference/hashes.js';
import { murmur3 } from '../../support/reference/murmur3.js';
import { definitionOf } from '../../support/reference/short-text.js';
import { interpret } from '../../support/reference-interpreter.js';
import { type EvaluationCase, expectedAnswer, features, storedFlag, timeOf } from './evaluation-vectors.js';

function check(each: EvaluationCase): void {
  const { context, flags = {}, when, holds } = each;
  const stored = Object.entries({ ...flags, flag: storedFlag(each) });
  const isSegment = ([name]: [string, unknown]): boolean => name.startsWith('$segment.');
  const definitions = stored
    .filter((entry) => !isSegment(entry))
    .map(([name, flag]) => [name, typeof flag === 'string' ? definitionOf(flag) : flag] as const);
  const snapshot = {
    flags: Object.fromEntries(definitions) as Record<string, FlagDefinition>,
    segments: Object.fromEntries(stored.filter(isSegment)) as Record<string, Condition>,
  };
  const answer = interpret(snapshot, 'flag', context, timeOf(each), 0);
  if (when !== undefined) {
    expect(answer).to.have.property('value', holds);
    return;
  }
  const rule = 'rule' in answer ? snapshot.flags['flag']!.rules![answer.rule] : undefined;
  expect({ ...answer, ...(rule?.name !== undefined && { ruleName: rule.name }) }).to.deep.equal(
    expectedAnswer(each),
  );
}

describe('The hashes of the reference interpreter', () => {
  // Published by the tests of unleash-client, of LaunchDarkly's SDKs and of GrowthBook, and by the CRC catalogue.
  const published: readonly (readonly [what: string, actual: number, expected: number])[] = [
    ['Unleash, gr1:123', (murmur3('gr1:123') % 100) + 1, 73],
    ['Unleash, groupX:999', (murmur3('groupX:999') % 100) + 1, 25],
    ['Unleash variants, gr1:123', (murmur3('gr1:123', 86028157) % 100) + 1, 96],
    ['Unleash variants, groupX:999', (murmur3('groupX:999', 86028157) % 100) + 1, 60],
    ['LaunchDarkly, userKeyA', launchDarkly('hashKey.saltyA.userKeyA'), 0.42157587],
    ['LaunchDarkly, userKeyB', launchDarkly('hashKey.saltyA.userKeyB'), 0.6708485],
    ['LaunchDarkly, userKeyC with a numeric seed', launchDarkly('61.userKeyC'), 0.9242641],
    ['GrowthBook version 1, d of ef', (fnv1a32('def') % 1000) / 1000, 0.652],
    ['GrowthBook version 1, a of b', (fnv1a32('ab') % 1000) / 1000, 0.946],
    ['GrowthBook version 2, a of seed', (fnv1a32(String(fnv1a32('seeda'))) % 10_000) / 10_000, 0.0505],
    ['GrowthBook version 2, ab of foo', (fnv1a32(String(fnv1a32('fooab'))) % 10_000) / 10_000, 0.2575],
    ['the check value of CRC-32', crc32('123456789'), 0xcbf43926],
  ];
  for (const [what, actual, expected] of published) {
    it(`give the published bucket: ${what}`, () => {
      expect(actual).to.be.closeTo(expected, 5e-8);
    });
  }
});

function launchDarkly(text: string): number {
  return Number.parseInt(sha1(text).slice(0, 15), 16) / (2 ** 60 - 1);
}

describe('The reference interpreter', () => {
  for (const { feature, cases } of features) {
    describe(feature, () => {
      for (const each of cases) it(each.title, () => check(each));
    });
  }
});
