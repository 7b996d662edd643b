import type { EvaluationContext, JsonValue } from '@halyard/core';
import { FORMATS } from '@halyard/formats';
import { readFileSync } from 'node:fs';
import { checkout } from './checkout.js';
import { Imported } from './imported.js';
import type { CaseResult, Suite } from './suite.js';

const FILE = 'packages/sdk-js/test/cases.json';

const SOURCE = {
  repository: 'growthbook/growthbook',
  commit: '8f1db4456915a8e7b7faf23d5632ca7219d2f469',
  paths: [FILE],
};

type FeatureCase = readonly [
  title: string,
  payload: { readonly attributes?: EvaluationContext; readonly features?: JsonValue },
  feature: string,
  expected: { readonly value: JsonValue; readonly on: boolean },
];

type ConditionCase = readonly [
  title: string,
  condition: JsonValue,
  attributes: EvaluationContext,
  expected: boolean,
  savedGroups?: JsonValue,
];

interface Cases {
  readonly feature: readonly FeatureCase[];
  readonly contextualBandit: readonly FeatureCase[];
  readonly evalCondition: readonly ConditionCase[];
}

/** The cases that GrowthBook publishes for authors of SDKs. */
export const growthBook: Suite = {
  name: 'growthbook',
  async run() {
    const cases = JSON.parse(readFileSync(`${checkout(SOURCE)}/${FILE}`, 'utf8')) as Cases;
    return [
      { suite: 'GrowthBook, `feature`', cases: cases.feature.map(featureResult) },
      { suite: 'GrowthBook, `contextualBandit`', cases: cases.contextualBandit.map(featureResult) },
      { suite: 'GrowthBook, `evalCondition`', cases: cases.evalCondition.map(conditionResult) },
    ];
  },
};

function featureResult([title, payload, feature, { value, on }]: FeatureCase): CaseResult {
  const imported = new Imported(FORMATS.growthbook, { features: {}, ...payload } as JsonValue);
  return { title, failure: imported.failure(feature, payload.attributes ?? {}, { value, isOn: on }) };
}

/** A condition is that of a rule. */
function conditionResult([title, condition, attributes, isOn, savedGroups]: ConditionCase): CaseResult {
  const features = { a: { defaultValue: false, rules: [{ condition, force: true }] } };
  const groups = savedGroups === undefined ? {} : { savedGroups };
  const imported = new Imported(FORMATS.growthbook, { features, ...groups });
  return { title, failure: imported.failure('a', attributes, { isOn }) };
}
