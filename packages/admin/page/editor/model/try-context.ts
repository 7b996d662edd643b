import type { BucketingKeys, Condition, EvaluationContext, FlagDefinition, JsonValue } from '@halyard/core';
import { json } from './codecs.js';
import { isObject } from './json-object.js';
import { listed } from './one-or-several.js';
import { readShare, spelledShare } from './rollout-range.js';

/** A typed attribute of a test context. */
export interface TriedAttribute {
  readonly id: number;
  /** A dot addresses a nested object. */
  readonly name: string;
  /** JSON such as `5`, `true` or `["a"]`; any other input is text. */
  readonly text: string;
}

/** The context with these attributes. Attributes without a name or a value are left out. */
export function contextOf(targetingKey: string, attributes: readonly TriedAttribute[]): EvaluationContext {
  let context: Readonly<Record<string, JsonValue>> = targetingKey === '' ? {} : { targetingKey };
  for (const { name, text } of attributes) {
    if (name !== '' && text !== '') context = withPath(context, name.split('.'), valueOf(text));
  }
  return context;
}

/** The attributes that the rules of a definition read, except the targeting key. */
export function askedAttributes({ rules = [] }: FlagDefinition): string[] {
  const names = new Set<string>();
  for (const rule of rules) {
    if (rule.when !== undefined) collect(rule.when, names);
    collectKeys(rule, names);
  }
  names.delete('targetingKey');
  return [...names];
}

function collect(condition: Condition, names: Set<string>): void {
  for (const [key, operand] of Object.entries(condition)) {
    if (!key.startsWith('$')) names.add(key);
    else if (key === '$rollout') collectKeys(spelledShare(readShare(operand) ?? 0), names);
    else if (key !== '$segment' && key !== '$schedule') {
      for (const each of Array.isArray(operand) ? (operand as readonly JsonValue[]) : [operand]) {
        if (isObject(each)) collect(each, names);
      }
    }
  }
}

function collectKeys({ by, fallback }: BucketingKeys, names: Set<string>): void {
  for (const each of [...listed(by), ...listed(fallback)]) names.add(each);
}

function valueOf(text: string): JsonValue {
  const reading = json.read(text);
  return 'problem' in reading ? text : reading.value;
}

function withPath(
  object: Readonly<Record<string, JsonValue>>,
  [key = '', ...rest]: readonly string[],
  value: JsonValue,
): Readonly<Record<string, JsonValue>> {
  if (rest.length === 0) return { ...object, [key]: value };
  const inner = Object.hasOwn(object, key) ? object[key] : undefined;
  return { ...object, [key]: withPath(isObject(inner) ? inner : {}, rest, value) };
}
