import type { JsonValue } from '@halyard/core';
import { isObject } from '@halyard/core/store';
import { UntranslatableError } from '../untranslatable-error.js';

// Limits for evaluators that refer to themselves or that multiply each other.
const MAX_DEPTH = 40;
const MAX_NODES = 100_000;

/** An expression with every `{"$ref": "name"}` replaced by the entry of `$evaluators`, as flagd does. */
export function withReferences(expression: JsonValue, evaluators: JsonValue): JsonValue {
  let nodes = 0;
  const replace = (value: JsonValue, depth: number): JsonValue => {
    if (depth > MAX_DEPTH || ++nodes > MAX_NODES) {
      throw new UntranslatableError('targeting', 'is too large after $evaluators are inserted');
    }
    if (Array.isArray(value)) return (value as readonly JsonValue[]).map((each) => replace(each, depth + 1));
    if (!isObject(value)) return value;
    const name = value['$ref'];
    if (typeof name === 'string' && Object.keys(value).length === 1)
      return replace(named(evaluators, name), depth + 1);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, replace(each, depth + 1)]));
  };
  return replace(expression, 1);
}

function named(evaluators: JsonValue, name: string): JsonValue {
  if (isObject(evaluators) && Object.hasOwn(evaluators, name)) return evaluators[name]!;
  throw new UntranslatableError('targeting', `$evaluators has no ${JSON.stringify(name)}`);
}
