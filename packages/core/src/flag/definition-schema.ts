import { bucketingFields } from './bucketing-fields.js';
import { condition } from './condition-schema.js';
import {
  bucketsIfSaid,
  hashFitsRule,
  hashIsComplete,
  percentOrRamp,
  startsBeforeEnd,
  weighable,
} from './constraints.js';
import { FLAG_KINDS, type Condition, type FlagDefinition, type Rollout, type Rule } from './definition.js';
import { day, instant } from './formats.js';
import { LIMITS } from './limits.js';
import { variantNameProblem } from './name.js';
import { patternsOfFlag, patternsOfSegment } from './patterns.js';
import { requirements } from './requirement-schema.js';
import { schedule } from './schedule-schema.js';
import { list, record } from './schema/collections.js';
import { constrained, either, exclusive, named } from './schema/combine.js';
import { object, optional } from './schema/object.js';
import { boolean, json, number, oneOf, string } from './schema/scalars.js';
import { jsonSchemaOf, type JsonSchema, type Schema, type Shape } from './schema/schema.js';
import { variantsExist } from './variants-exist.js';

const percent = number({ min: 0, max: 100 });

// Where these keys stood in the first edition.
const onTheRule = new Map(
  ['by', 'fallback', 'seed', 'sticky', 'hash', 'total'].map((key) => [
    key,
    `belongs to the rule, beside "rollout": {"rollout": 25, "${key}": …}`,
  ]),
);

const rollout: Schema<Rollout> = constrained(
  object<Rollout>(
    {
      percent: optional(percent, 'The share of keys that are in, 0 to 100. Fractions work.'),
      from: optional(percent, 'A ramp: the share before `start`.'),
      to: optional(percent, 'A ramp: the share from `end` on.'),
      start: optional(instant, 'A ramp: when the share begins to move, in a straight line.'),
      end: optional(instant, 'A ramp: when the share has arrived.'),
    },
    onTheRule,
  ),
  percentOrRamp,
  startsBeforeEnd,
);

const split = constrained(
  record(number({ min: 0, whole: true }), { keyProblem: variantNameProblem }),
  weighable,
);

const rule: Schema<Rule> = named('rule', 'object', () =>
  constrained(
    object<Rule>({
      name: optional(string, 'What explanations call the rule.'),
      when: optional(condition, 'A condition on the context.'),
      users: optional(
        list(string, { max: { items: LIMITS.users, of: 'users' } }),
        'The targeting key is one of these.',
      ),
      rollout: optional(either(percent, rollout), 'A share of keys: percent, or an object.'),
      schedule: optional(schedule, 'When the rule holds.'),
      requires: optional(
        requirements,
        'Flags that must be on or off, or serve a variant; otherwise the rule does not match.',
      ),
      serve: optional(json, 'A value, or the name of a variant when there are variants. Default: true.'),
      split: optional(
        split,
        'Variants by weight, instead of `serve`. Without `variants` the keys are the values.',
      ),
      ...bucketingFields,
      sticky: optional(boolean, '`false`: a new draw every time, without a key. Default: true.'),
    }),
    exclusive<Rule>('serve', 'split'),
    bucketsIfSaid,
    hashIsComplete,
    hashFitsRule,
  ),
);

/** What a definition is: the run-time check, JSON Schema and, held by the compiler, the types. */
export const flagDefinition: Schema<FlagDefinition> = constrained(
  object<FlagDefinition>({
    enabled: optional(boolean, '`false`: off for everyone; `default` is served. Default: true.'),
    default: optional(
      json,
      'Served when no rule matches: a value, or the name of a variant. Default: false; true if there are no `rules`.',
    ),
    variants: optional(
      record(json, { min: 1, keyProblem: variantNameProblem }),
      'Named values; `default` is then required.',
    ),
    rules: optional(
      list(rule, { max: { items: LIMITS.rules, of: 'rules' } }),
      'The first that matches serves. Without `rules` everyone gets `default`; an empty list matches no one.',
    ),
    requires: optional(
      requirements,
      'Flags that must be on or off, or serve a variant; otherwise this flag is off.',
    ),
    kind: optional(
      oneOf(...FLAG_KINDS),
      'What the flag is for. With `kill-switch`, on means that something is stopped. Default: release.',
    ),
    description: optional(string, 'What it is for.'),
    owner: optional(string, 'Who to ask.'),
    tags: optional(list(string), 'Words to find it by.'),
    expires: optional(day, 'The day by which the flag is to be removed; after it the flag counts as stale.'),
    permanent: optional(
      boolean,
      '`true`: never stale. Default: true for the kinds kill-switch and permission, else false.',
    ),
    metadata: optional(record(json), 'Anything else, returned unchanged.'),
  }),
  variantsExist,
  patternsOfFlag,
);

/** What a named condition is. */
export const segmentDefinition: Schema<Condition> = constrained(condition, patternsOfSegment);

/** The JSON Schema (draft 2020-12) of a definition, as the package ships it. Some of what it accepts is invalid. */
export function flagJsonSchema(): JsonSchema {
  return jsonSchemaOf(flagDefinition, 'A Halyard feature flag');
}

/** The JSON Schema of a file of flags by name, with segments beside them. Some of what it accepts is invalid. */
export function flagFileJsonSchema(): JsonSchema {
  const definition = named('definition', 'object', () => flagDefinition);
  const file: Shape = {
    kind: 'object',
    check: () => undefined,
    jsonSchema: (definitions) => ({
      type: 'object',
      patternProperties: {
        '^\\$segment\\.': condition.jsonSchema(definitions),
        '^[^$]': {
          description: 'A flag: true or false, short text such as "25%", or a definition.',
          anyOf: [{ type: 'boolean' }, { type: 'string' }, definition.jsonSchema(definitions)],
        },
      },
    }),
  };
  return jsonSchemaOf(file, 'A file of Halyard feature flags');
}
