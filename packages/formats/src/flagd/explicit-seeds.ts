import type { Condition, JsonValue } from '@halyard/core';
import { isObject } from '@halyard/core/store';

/** A condition in which every `$rollout` is an object with its seed. The default seed depends on the place of storage. */
export function withSeeds(condition: Condition, name: string): Condition {
  return seeded(condition, `${name}:condition`) as Condition;
}

function seeded(value: JsonValue, seed: string): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((each) => seeded(each, seed));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inside]) => [
      key,
      key === '$rollout' ? { seed, ...rangeOf(inside) } : seeded(inside, seed),
    ]),
  );
}

function rangeOf(operand: JsonValue): { readonly [key: string]: JsonValue } {
  return typeof operand === 'number'
    ? { range: [0, operand] }
    : (operand as { readonly [key: string]: JsonValue });
}
