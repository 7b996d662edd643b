import { isObject } from '../../base/is-object.js';
import { didYouMean } from '../../base/suggest.js';
import { collect, isEnough, problem, type Problem, type Problems } from './problem.js';
import { mustBe } from './scalars.js';
import { nouns, type JsonSchema, type Schema } from './schema.js';

/** A key of an object: its value, whether it must be there, and a sentence for its editor. */
export interface Field<Type, Required extends boolean> {
  readonly schema: Schema<Type>;
  readonly required: Required;
  readonly description: string;
}

/** Every key of the interface, required and optional alike, and no other: the compiler compares. */
export type Fields<Type> = {
  readonly [Key in keyof Type]-?: Field<
    Exclude<Type[Key], undefined>,
    Partial<Pick<Type, Key>> extends Pick<Type, Key> ? false : true
  >;
};

/** A key that may be absent. */
export function optional<Type>(schema: Schema<Type>, description: string): Field<Type, false> {
  return { schema, required: false, description };
}

/** A key that must be there. */
export function required<Type>(schema: Schema<Type>, description: string): Field<Type, true> {
  return { schema, required: true, description };
}

/**
 * An object with exactly the keys of the interface `Type`; an unknown key is reported with the nearest known, or with the
 * sentence that `elsewhere` has for it.
 */
export function object<Type extends object>(
  table: Fields<Type>,
  elsewhere: ReadonlyMap<string, string> = new Map(),
): Schema<Type> {
  // A map, because keys come from outside: `table["constructor"]` would be there.
  const fields = new Map<string, Field<unknown, boolean>>(Object.entries(table));
  const mandatory = [...fields].filter(([, field]) => field.required).map(([key]) => key);
  return {
    kind: 'object',
    check(value) {
      if (!isObject(value)) return mustBe(nouns('object'), value);
      let found: Problem[] | undefined;
      for (const key of Object.keys(value)) {
        if (isEnough(found)) break;
        const field = fields.get(key);
        found = collect(
          found,
          key,
          field === undefined ? unknownKey(key, fields, elsewhere) : field.schema.check(value[key]),
        );
      }
      for (const key of mandatory) {
        if (!Object.hasOwn(value, key)) found = collect(found, key, problem('required'));
      }
      return found;
    },
    jsonSchema(definitions): JsonSchema {
      const properties = [...fields].map(([key, { schema, description }]) => {
        return [key, { description, ...schema.jsonSchema(definitions) }] as const;
      });
      return {
        type: 'object',
        properties: Object.fromEntries(properties),
        ...(mandatory.length > 0 ? { required: mandatory } : {}),
        additionalProperties: false,
      };
    },
  };
}

function unknownKey(
  key: string,
  known: ReadonlyMap<string, unknown>,
  elsewhere: ReadonlyMap<string, string>,
): Problems {
  const place = elsewhere.get(key);
  if (place !== undefined) return problem(place);
  if (key === '<<') return problem('YAML 1.2 has no merge key, write out what it would add');
  return problem(`unknown key${didYouMean(key, known.keys()) || `; known: ${[...known.keys()].join(', ')}`}`);
}
