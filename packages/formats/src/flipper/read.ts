import type { FlagDefinition, JsonValue, Rule } from '@halyard/core';
import { all, isAlways, isNever } from '../condition-algebra.js';
import type { ReadFlags } from '../format.js';
import { type JsonObject, listOf, objectOf, textsOf } from '../json-object.js';
import { translateAll } from '../translate-all.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { expressionCondition } from './expression.js';

/**
 * Translates a JSON export of Flipper, version 1. An actor's `flipper_id` is our targeting key, and its properties are
 * attributes. Each flag is on for the same actors, with the same buckets.
 */
export function read(document: JsonValue): ReadFlags {
  const { features } = objectOf(document);
  if (features === undefined)
    throw new Error('it must have "features", an object of features of Flipper by name');
  const given = Object.entries(objectOf(features)).map(
    ([name, feature]) => [name, objectOf(feature)] as const,
  );
  return translateAll(given, definitionOf);
}

/** A feature is on if one of its gates is open. */
function definitionOf(name: string, feature: JsonObject): FlagDefinition {
  if (feature['boolean'] === true || feature['boolean'] === 'true') return {};
  if (listOf(feature['groups']).length > 0) {
    throw new UntranslatableError('groups', 'are code of the app: write a rule for each of them by hand');
  }
  const actors = textsOf(feature['actors']);
  return {
    rules: [
      ...(actors.length === 0 ? [] : [{ users: actors }]),
      ...expressionRules(name, feature['expression'] ?? null),
      ...shareRules(name, percentIn(feature, 'percentage_of_actors')),
      ...timeRules(percentIn(feature, 'percentage_of_time')),
    ],
  };
}

/** A rule for each alternative. What an alternative asks of another feature is a requirement of its rule. */
function expressionRules(name: string, expression: JsonValue): Rule[] {
  if (expression === null) return [];
  return operandsOf('Any', expression).flatMap((alternative, i) => {
    const parts = operandsOf('All', alternative);
    const requires = parts.flatMap(requiredFeature);
    const asked = parts.filter((part) => requiredFeature(part).length === 0);
    const when = all(asked.map((part, k) => expressionCondition(`expression[${i}][${k}]`, part, name)));
    if (isNever(when)) return [];
    return [{ ...(requires.length === 0 ? {} : { requires }), ...(isAlways(when) ? {} : { when }) }];
  });
}

function operandsOf(operator: 'Any' | 'All', expression: JsonValue): readonly JsonValue[] {
  const operand = objectOf(expression)[operator];
  return Array.isArray(operand) ? listOf(operand) : [expression];
}

function requiredFeature(part: JsonValue): string[] {
  return textsOf(objectOf(part)['FeatureEnabled']);
}

/** Without an actor this gate is closed, also at 100 percent. */
function shareRules(name: string, percent: number): Rule[] {
  if (percent <= 0) return [];
  if (percent >= 100) return [{ when: { targetingKey: { $exists: true, $ne: '' } } }];
  return [{ rollout: percent, hash: 'flipper-ruby', seed: name }];
}

function timeRules(percent: number): Rule[] {
  if (percent <= 0) return [];
  return percent >= 100 ? [{}] : [{ rollout: percent, sticky: false }];
}

function percentIn(feature: JsonObject, gate: string): number {
  const percent = Number(feature[gate] ?? 0);
  return Number.isFinite(percent) ? percent : 0;
}
