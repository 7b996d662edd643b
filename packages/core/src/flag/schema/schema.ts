import type { Problems } from './problem.js';

/** The JSON Schema of one value (draft 2020-12). */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What a JSON value is at the top; `any` is a schema's that takes several. */
export type Kind = 'boolean' | 'number' | 'string' | 'null' | 'list' | 'object' | 'any';

/** What a value may be, said once for the run-time check and for JSON Schema. */
export interface Shape {
  readonly kind: Kind;
  /** What is wrong with `value`, or `undefined`. Allocates nothing per node for a right value. */
  check(value: unknown): Problems | undefined;
  /** The same as JSON Schema; shared parts go to `definitions` by name. */
  jsonSchema(definitions: Map<string, JsonSchema>): JsonSchema;
}

/** A shape that the compiler holds to a type: a `Schema<Rule>` takes exactly the JSON that a `Rule` is. */
export interface Schema<Type> extends Shape {
  // Never there at run time: it makes a schema of a wider or a narrower type a compile error.
  readonly type?: (value: Type) => Type;
}

/** The kind of a JSON value. */
export function kindOf(value: unknown): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  const type = typeof value;
  return type === 'boolean' || type === 'number' || type === 'string' || type === 'object' ? type : 'any';
}

const NOUNS: Readonly<Record<Kind, string>> = {
  boolean: 'true or false',
  number: 'a number',
  string: 'a string',
  null: 'null',
  list: 'a list',
  object: 'an object',
  any: 'any JSON',
};

/** `a number or an object`, for "must be …". */
export function nouns(...kinds: readonly Kind[]): string {
  return kinds.map((kind) => NOUNS[kind]).join(' or ');
}

/** JSON Schema's way to say that what matches `test` must match `then`, and what doesn't, `otherwise`. */
export function implies(test: JsonSchema, then: JsonSchema, otherwise?: JsonSchema): JsonSchema {
  // oxlint-disable-next-line unicorn/no-thenable -- the keyword's name
  return { if: test, then, ...(otherwise === undefined ? {} : { else: otherwise }) };
}

/** The whole JSON Schema document of `shape`. */
export function jsonSchemaOf(shape: Shape, title: string): JsonSchema {
  const definitions = new Map<string, JsonSchema>();
  const root = shape.jsonSchema(definitions);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title,
    ...root,
    $defs: Object.fromEntries([...definitions].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
