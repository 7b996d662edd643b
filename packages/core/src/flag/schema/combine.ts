import { problem, type Problems } from './problem.js';
import { mustBe } from './scalars.js';
import { kindOf, nouns, type JsonSchema, type Kind, type Schema } from './schema.js';

/** One of two schemas, told apart by the kind of JSON value, so that errors speak of the one that was meant. */
export function either<A, B>(a: Schema<A>, b: Schema<B>): Schema<A | B> {
  return {
    kind: 'any',
    check(value) {
      const kind = kindOf(value);
      if (kind === a.kind) return a.check(value);
      if (kind === b.kind) return b.check(value);
      return mustBe(nouns(a.kind, b.kind), value);
    },
    jsonSchema: (definitions) => ({ anyOf: [a.jsonSchema(definitions), b.jsonSchema(definitions)] }),
  };
}

/** A schema under a name, made when first needed: the way to recursion, and a `$ref` in JSON Schema. */
export function named<Type>(name: string, kind: Kind, make: () => Schema<Type>): Schema<Type> {
  let made: Schema<Type> | undefined;
  return {
    kind,
    check: (value) => (made ??= make()).check(value),
    jsonSchema(definitions) {
      if (!definitions.has(name)) {
        definitions.set(name, {});
        definitions.set(name, (made ??= make()).jsonSchema(definitions));
      }
      return { $ref: `#/$defs/${name}` };
    },
  };
}

/** A rule beyond the types: how several parts of a value go together. */
export interface Constraint<Type> {
  check(value: Type): Problems | undefined;
  /** As much of it as JSON Schema can say. */
  readonly jsonSchema?: JsonSchema;
}

/** `schema` and constraints on top, looked at only when the types are right, in order, until one fails. */
export function constrained<Type>(
  schema: Schema<Type>,
  ...constraints: readonly Constraint<Type>[]
): Schema<Type> {
  return {
    kind: schema.kind,
    check(value) {
      const found = schema.check(value);
      if (found !== undefined) return found;
      for (const constraint of constraints) {
        const broken = constraint.check(value as Type);
        if (broken !== undefined) return broken;
      }
      return undefined;
    },
    jsonSchema(definitions) {
      const allOf = constraints.flatMap((constraint) => constraint.jsonSchema ?? []);
      return { ...schema.jsonSchema(definitions), ...(allOf.length > 0 ? { allOf } : {}) };
    },
  };
}

/** Not both keys. */
export function exclusive<Type extends object>(
  a: keyof Type & string,
  b: keyof Type & string,
): Constraint<Type> {
  return {
    check: (value) =>
      Object.hasOwn(value, a) && Object.hasOwn(value, b)
        ? problem(`give "${a}" or "${b}", not both`)
        : undefined,
    jsonSchema: { not: { required: [a, b] } },
  };
}
