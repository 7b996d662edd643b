import { isObject } from '../../base/is-object.js';
import { collect, isEnough, problem, type Problem } from './problem.js';
import { mustBe } from './scalars.js';
import { nouns, type JsonSchema, type Schema, type Shape } from './schema.js';

/** A list of like items; `max` carries the name that its limit goes by, such as "rules". */
export function list<Item>(
  item: Schema<Item>,
  bounds: { min?: number; max?: { items: number; of: string } } = {},
): Schema<readonly Item[]> {
  const { min = 0, max } = bounds;
  return {
    kind: 'list',
    check(value) {
      if (!Array.isArray(value)) return mustBe(nouns('list'), value);
      if (value.length < min) return problem('must not be empty');
      if (max !== undefined && value.length > max.items) {
        return problem(`at most ${max.items} ${max.of}, received ${value.length}`);
      }
      let found: Problem[] | undefined;
      for (let i = 0; i < value.length && !isEnough(found); i++) {
        found = collect(found, i, item.check(value[i]));
      }
      return found;
    },
    jsonSchema: (definitions) => ({
      type: 'array',
      items: item.jsonSchema(definitions),
      ...(min > 0 ? { minItems: min } : {}),
      ...(max === undefined ? {} : { maxItems: max.items }),
    }),
  };
}

/** A list of exactly these items. */
export function tuple<Items extends readonly unknown[]>(
  ...items: { readonly [I in keyof Items]: Schema<Items[I]> }
): Schema<Readonly<Items>> {
  const shapes: readonly Shape[] = items;
  return {
    kind: 'list',
    check(value) {
      if (!Array.isArray(value)) return mustBe(`a list of ${shapes.length}`, value);
      if (value.length !== shapes.length) {
        return problem(`must be a list of ${shapes.length}, received one of ${value.length}`);
      }
      let found: Problem[] | undefined;
      for (const [i, shape] of shapes.entries()) found = collect(found, i, shape.check(value[i]));
      return found;
    },
    jsonSchema: (definitions) => ({
      type: 'array',
      prefixItems: shapes.map((shape) => shape.jsonSchema(definitions)),
      minItems: shapes.length,
      items: false,
    }),
  };
}

/** An object of like values under any keys, or under those in which `keyProblem` finds nothing wrong. */
export function record<Value>(
  value: Schema<Value>,
  { min = 0, keyProblem }: { min?: number; keyProblem?: (key: string) => string | undefined } = {},
): Schema<{ readonly [key: string]: Value }> {
  return {
    kind: 'object',
    check(object) {
      if (!isObject(object)) return mustBe(nouns('object'), object);
      const keys = Object.keys(object);
      if (keys.length < min) return problem('must not be empty');
      let found: Problem[] | undefined;
      for (const key of keys) {
        if (isEnough(found)) break;
        const wrong = keyProblem?.(key);
        found = collect(found, key, wrong === undefined ? value.check(object[key]) : problem(wrong));
      }
      return found;
    },
    jsonSchema(definitions): JsonSchema {
      const values = value.jsonSchema(definitions);
      return { type: 'object', additionalProperties: values, ...(min > 0 ? { minProperties: min } : {}) };
    },
  };
}
