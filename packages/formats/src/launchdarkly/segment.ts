import type { Condition } from '@halyard/core';
import { all, any, NEVER, not } from '../condition-algebra.js';
import { type JsonObject, listOf, objectOf, textOf, textsOf } from '../json-object.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { attributePath, keyPath, kindIn } from './attribute-reference.js';
import { inBuckets } from './bucket.js';
import { clausesCondition, keyIn, type SegmentCondition } from './clause.js';

/** Translates segments where they are used. A segment that is not there has no one in it. */
export function segmentsIn(segments: ReadonlyMap<string, JsonObject>): SegmentCondition {
  const conditionOf = (path: string, key: string, around: readonly string[]): Condition => {
    const segment = segments.get(key);
    if (segment === undefined) return NEVER;
    const where = `${path}.segments.${key}`;
    if (around.includes(key)) throw new UntranslatableError(where, 'refers to itself');
    if (segment['unbounded'] === true)
      throw new UntranslatableError(where, 'is a big segment, which is not in the data');
    return membership(where, key, segment, (inside, other) => conditionOf(inside, other, [...around, key]));
  };
  return (path, key) => conditionOf(path, key, []);
}

function membership(path: string, key: string, segment: JsonObject, nested: SegmentCondition): Condition {
  const excluded = listed(segment, 'excluded', 'excludedContexts');
  const rules = listOf(segment['rules'])
    .map(objectOf)
    .map((rule, i) => ruleCondition(`${path}.rules[${i}]`, key, segment, rule, nested));
  return any([listed(segment, 'included', 'includedContexts'), all([not(excluded), any(rules)])]);
}

function listed(segment: JsonObject, users: string, contexts: string): Condition {
  const others = listOf(segment[contexts]).map(objectOf);
  return any([
    keyIn('user', textsOf(segment[users])),
    ...others.map((each) => keyIn(kindIn(each), textsOf(each['values']))),
  ]);
}

function ruleCondition(
  path: string,
  key: string,
  segment: JsonObject,
  rule: JsonObject,
  nested: SegmentCondition,
): Condition {
  const clauses = clausesCondition(`${path}.clauses`, listOf(rule['clauses']).map(objectOf), nested);
  const { weight } = rule;
  if (typeof weight !== 'number') return clauses;
  const kind = kindIn(rule, 'rolloutContextKind');
  const name = textOf(rule['bucketBy']) || 'key';
  const isReference = textOf(rule['rolloutContextKind']) !== undefined;
  const by = name === 'key' ? keyPath(kind) : attributePath(path, kind, name, isReference);
  const bucketing = { seed: `${key}.${textOf(segment['salt']) ?? ''}`, by };
  return all([clauses, any(inBuckets(bucketing, { first: 0, last: weight / 1000 }))]);
}
