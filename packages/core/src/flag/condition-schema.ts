import { isObject } from '../base/is-object.js';
import { didYouMean } from '../base/suggest.js';
import { bucketingFields } from './bucketing-fields.js';
import { hashIsComplete, rangeIsOrdered } from './constraints.js';
import type { Condition, JsonValue, RolloutRange } from './definition.js';
import { addressRange, momentText, pattern, segmentName, version } from './formats.js';
import {
  CONDITION_KEYWORDS,
  CONTEXT_KEYWORDS,
  OPERATOR_NAMES,
  type ConditionKeyword,
  type OperatorName,
} from './operator-names.js';
import { schedule } from './schedule-schema.js';
import { list, tuple } from './schema/collections.js';
import { constrained, either, named, type Constraint } from './schema/combine.js';
import { object, required } from './schema/object.js';
import { collect, isEnough, problem, type Problem, type Problems } from './schema/problem.js';
import { boolean, json, mustBe, number, oneOf, string } from './schema/scalars.js';
import { implies, nouns, type JsonSchema, type Schema, type Shape } from './schema/schema.js';

// A key that is not an operator, for JSON Schema.
const PLAIN_KEY = '^([^$]|$)';

interface Entry {
  readonly operand: Shape;
  readonly description: string;
}

type Table = ReadonlyMap<string, Entry>;

/** A condition on the context: `{"plan": "pro", "age": {"$gte": 18}, "$or": [{…}, {…}]}`. */
export const condition: Schema<Condition> = conditionOn('condition', () => KEYWORDS, notAKeyword);

/** A condition on an element of a list, which knows nothing of the context around it. */
const elementCondition: Schema<Condition> = conditionOn(
  'elementCondition',
  () => ELEMENT_KEYWORDS,
  (key) =>
    (CONTEXT_KEYWORDS as readonly string[]).includes(key)
      ? problem("asks about more than an element, so it can't stand inside $elemMatch")
      : notAKeyword(key),
);

function conditionOn(
  name: string,
  keywords: () => Table,
  unknown: (key: string) => Problems,
): Schema<Condition> {
  return named(name, 'object', () => ({
    kind: 'object',
    check: (value) =>
      isObject(value)
        ? checkKeys(value, (key) => (isDollar(key) ? keywords().get(key)?.operand : attribute), unknown)
        : mustBe(nouns('object'), value),
    jsonSchema: (definitions) => ({
      description:
        'All of it must hold. Keys are attributes of the context, with dots for what is inside them.',
      type: 'object',
      properties: properties(keywords(), definitions),
      patternProperties: { [PLAIN_KEY]: attribute.jsonSchema(definitions) },
      additionalProperties: false,
    }),
  }));
}

/** What is asked of one attribute: operators, or a value to equal. */
const attribute: Schema<JsonValue> = named('attribute', 'any', () => ({
  kind: 'any',
  check: (value) => (isObject(value) && Object.keys(value).some(isDollar) ? operators : literal).check(value),
  jsonSchema: (definitions) =>
    implies(
      { type: 'object', not: { propertyNames: { pattern: PLAIN_KEY } } },
      operators.jsonSchema(definitions),
      literal.jsonSchema(definitions),
    ),
}));

/** `{"$gte": 18, "$lt": 65}`: operators, of which all must hold. */
const operators: Schema<JsonValue> = named('operators', 'object', () => ({
  kind: 'object',
  check(value) {
    if (!isObject(value)) return mustBe('operators such as {"$gt": 18}', value);
    if (Object.keys(value).length === 0) return problem('must hold an operator, such as {"$gt": 18}');
    return checkKeys(value, (key) => OPERATORS.get(key)?.operand, notAnOperator);
  },
  jsonSchema: (definitions) => ({
    description: 'All of it must hold.',
    type: 'object',
    properties: properties(OPERATORS, definitions),
    minProperties: 1,
    additionalProperties: false,
  }),
}));

/** A value to equal. No operators anywhere inside: they would be compared as data, which is never meant. */
const literal: Schema<JsonValue> = named('literal', 'any', () => ({
  kind: 'any',
  check(value) {
    if (Array.isArray(value)) return literals.check(value);
    if (!isObject(value)) return undefined;
    return checkKeys(
      value,
      (key) => (isDollar(key) ? undefined : literal),
      () =>
        problem(
          'an operator can\'t stand inside a value; reach inside with dots, {"account.plan": {"$in": […]}}',
        ),
    );
  },
  jsonSchema(definitions) {
    const inside = literal.jsonSchema(definitions);
    return { items: inside, propertyNames: { pattern: PLAIN_KEY }, additionalProperties: inside };
  },
}));
const literals = list(literal);

/** What `$elemMatch` asks of an element: operators for the element itself, or a condition on its attributes. */
const element: Schema<JsonValue> = {
  kind: 'object',
  check: (value) => (isOperatorObject(value) ? operators : elementCondition).check(value),
  jsonSchema: (definitions) => ({
    anyOf: [operators.jsonSchema(definitions), elementCondition.jsonSchema(definitions)],
  }),
};

/** True for `{"$gt": 5}` and `{"$not": {"$gt": 5}}`: it asks something of a value, not of a context's attributes. */
export function isOperatorObject(value: unknown): boolean {
  return (
    isObject(value) &&
    Object.keys(value).some((key) => (key === '$not' ? isOperatorObject(value['$not']) : OPERATORS.has(key)))
  );
}

const percent = number({ min: 0, max: 100 });

const someShare: Constraint<number> = {
  check: (value) => (value === 0 ? problem('must be above 0') : undefined),
  jsonSchema: { exclusiveMinimum: 0 },
};

const rolloutRange: Schema<RolloutRange> = constrained<RolloutRange>(
  object<RolloutRange>({
    range: required(
      tuple(percent, percent),
      'In percent: the first key that is in, and the first that no longer is.',
    ),
    ...bucketingFields,
  }),
  hashIsComplete,
  rangeIsOrdered,
);

/** The keywords of a condition about one element of a list. */
const ELEMENT_KEYWORDS: Table = tableOf(
  CONDITION_KEYWORDS.filter((key) => !(CONTEXT_KEYWORDS as readonly string[]).includes(key)),
  keywordsWith(elementCondition),
);

/** The keys of a condition that are not attributes. */
const KEYWORDS: Table = tableOf(CONDITION_KEYWORDS, keywordsWith(condition));

function keywordsWith(part: Schema<Condition>): Readonly<Record<ConditionKeyword, Entry>> {
  return {
    $and: of(list(part), 'All of these conditions hold.'),
    $or: of(list(part), 'One of these conditions holds, or the list is empty.'),
    $nor: of(list(part), 'None of these conditions holds, and the list is not empty.'),
    $not: of(part, 'This condition does not hold.'),
    $segment: of(segmentName, 'The named condition stored as `$segment.<name>` holds.'),
    $rollout: of(
      either(constrained(percent, someShare), rolloutRange),
      'The context is in this share: a percentage, or an object with a range.',
    ),
    $schedule: of(schedule, 'It is one of these times.'),
  };
}

const comparable = either(number(), string);
const moment = either(number(), momentText);
const values = list(json);
const nonZero: Constraint<number> = {
  check: (value) => (value === 0 ? problem('must not be 0') : undefined),
  jsonSchema: { not: { const: 0 } },
};
const divisor = constrained(number(), nonZero);
const remainders: Constraint<readonly [number, number, number]> = {
  check: ([base, first, last]) =>
    0 <= first && first <= last && last < base
      ? undefined
      : problem('must be [base, first, last] with 0 ≤ first ≤ last < base'),
};

/** What can be asked of one attribute. */
const OPERATORS: Table = tableOf(OPERATOR_NAMES, {
  $eq: of(json, 'Equal, and of the same type.'),
  $ne: of(json, 'Not equal, or of another type.'),
  $gt: of(comparable, 'Greater.'),
  $gte: of(comparable, 'Greater or equal.'),
  $lt: of(comparable, 'Less.'),
  $lte: of(comparable, 'Less or equal.'),
  $in: of(values, 'One of these; of a list, any of its elements.'),
  $nin: of(values, 'None of these; of a list, none of its elements.'),
  $ini: of(values, '`$in`, ignoring case.'),
  $nini: of(values, '`$nin`, ignoring case.'),
  $all: of(list(literal), 'A list that contains every one of these.'),
  $alli: of(list(literal), '`$all`, ignoring case.'),
  $elemMatch: of(element, 'A list with an element for which this holds.'),
  $size: of(either(number({ min: 0, whole: true }), operators), 'A list of this length.'),
  $exists: of(boolean, '`true`: there and not null. `false`: missing or null.'),
  $type: of(oneOf('string', 'number', 'boolean', 'array', 'object', 'null', 'undefined'), 'Of this type.'),
  $startsWith: of(string, 'Text that starts with this.'),
  $endsWith: of(string, 'Text that ends with this.'),
  $contains: of(string, 'Text that contains this.'),
  $startsWithi: of(string, '`$startsWith`, ignoring case.'),
  $endsWithi: of(string, '`$endsWith`, ignoring case.'),
  $containsi: of(string, '`$contains`, ignoring case.'),
  $mod: of(tuple(divisor, number()), '[divisor, remainder]: divided by the one, leaves the other.'),
  $modRange: of(
    constrained(tuple(divisor, number(), number()), remainders),
    '[base, first, last]: the remainder is from first to last, both included.',
  ),
  $before: of(moment, 'An instant before this one: RFC 3339 text, or milliseconds since the epoch.'),
  $after: of(moment, 'An instant after this one: RFC 3339 text, or milliseconds since the epoch.'),
  $inCidr: of(list(addressRange), 'An IP address in one of these ranges.'),
  $notInCidr: of(list(addressRange), 'An IP address in none of these ranges.'),
  $regex: of(pattern, 'Matches this pattern in RE2 syntax.'),
  $regexi: of(pattern, '`$regex`, ignoring case.'),
  $notRegex: of(pattern, 'Does not match this pattern in RE2 syntax.'),
  $notRegexi: of(pattern, '`$notRegex`, ignoring case.'),
  $veq: of(version, 'The same version.'),
  $vne: of(version, 'Another version.'),
  $vgt: of(version, 'A later version.'),
  $vgte: of(version, 'This version or a later one.'),
  $vlt: of(version, 'An earlier version.'),
  $vlte: of(version, 'This version or an earlier one.'),
  $not: of(operators, 'These operators do not all hold.'),
} satisfies Record<OperatorName, Entry>);

function tableOf<Name extends string>(names: readonly Name[], entries: Readonly<Record<Name, Entry>>): Table {
  return new Map(names.map((name) => [name, entries[name]] as const));
}

function of(operand: Shape, description: string): Entry {
  return { operand, description };
}

function checkKeys(
  value: Readonly<Record<string, unknown>>,
  shapeOf: (key: string) => Shape | undefined,
  unknown: (key: string) => Problems,
): Problems | undefined {
  let found: Problem[] | undefined;
  for (const key of Object.keys(value)) {
    if (isEnough(found)) break;
    const shape = shapeOf(key);
    found = collect(found, key, shape === undefined ? unknown(key) : shape.check(value[key]));
  }
  return found;
}

function notAKeyword(key: string): Problems {
  if (OPERATORS.has(key))
    return problem('an operator belongs under an attribute, such as {"age": {"$gte": 18}}');
  return problem(`unknown operator${didYouMean(key, KEYWORDS.keys()) || didYouMean(key, OPERATORS.keys())}`);
}

function notAnOperator(key: string): Problems {
  if (!isDollar(key)) return problem('an attribute among operators: an object holds the one or the other');
  if (KEYWORDS.has(key))
    return problem('joins whole conditions: it belongs beside the attributes, not under one');
  return problem(`unknown operator${didYouMean(key, OPERATORS.keys())}`);
}

function properties(table: Table, definitions: Map<string, JsonSchema>): JsonSchema {
  return Object.fromEntries(
    [...table].map(([key, { operand, description }]) => [
      key,
      { description, ...operand.jsonSchema(definitions) },
    ]),
  );
}

function isDollar(key: string): boolean {
  return key.charCodeAt(0) === 0x24;
}
