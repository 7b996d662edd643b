import { condition } from './condition-schema.js';
import {
  fromBeforeUntil,
  percentOrRamp,
  someHours,
  startsBeforeEnd,
  stickyIfHashed,
  weighable,
} from './constraints.js';
import type { FlagDefinition, Requirement, Rollout, Rule, Schedule } from './definition.js';
import { closingTime, day, flagName, instant, openingTime, timezone } from './formats.js';
import { LIMITS } from './limits.js';
import { list, record, tuple } from './schema/collections.js';
import { constrained, either, exclusive, named } from './schema/combine.js';
import { object, optional, required } from './schema/object.js';
import { boolean, json, number, oneOf, string } from './schema/scalars.js';
import { jsonSchemaOf, type JsonSchema, type Schema } from './schema/schema.js';
import { variantsExist } from './variants-exist.js';

const percent = number({ min: 0, max: 100 });

const rollout: Schema<Rollout> = constrained(
  object<Rollout>({
    percent: optional(percent, 'The share of keys that get it, 0 to 100. Fractions work.'),
    from: optional(percent, 'A ramp: the share before `start`.'),
    to: optional(percent, 'A ramp: the share from `end` on.'),
    start: optional(instant, 'A ramp: when the share begins to move, in a straight line.'),
    end: optional(instant, 'A ramp: when the share has arrived.'),
    by: optional(
      string,
      'The attribute whose value decides, such as "companyId". Default: the targeting key.',
    ),
    seed: optional(string, 'Flags with one seed move together. Default: the name of the flag.'),
    sticky: optional(boolean, '`false`: a new draw every time, without a key. Default: true.'),
  }),
  percentOrRamp,
  startsBeforeEnd,
  stickyIfHashed,
);

const schedule: Schema<Schedule> = constrained(
  object<Schedule>({
    from: optional(instant, 'The first instant at which the rule holds.'),
    until: optional(instant, 'The first instant at which it no longer holds.'),
    days: optional(
      list(oneOf('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'), { min: 1 }),
      'Only on these days.',
    ),
    between: optional(
      constrained(tuple(openingTime, closingTime), someHours),
      'Only from the first of these times of day until the second; past midnight belongs to the day before.',
    ),
    timezone: optional(timezone, 'The zone of `days` and `between`. Default: UTC.'),
  }),
  fromBeforeUntil,
);

const split = constrained(record(number({ min: 0, whole: true })), weighable);

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
      serve: optional(json, 'A value, or the name of a variant when there are variants. Default: true.'),
      split: optional(
        split,
        'Variants by weight, instead of `serve`. Without `variants` the keys are the values.',
      ),
    }),
    exclusive<Rule>('serve', 'split'),
  ),
);

const requirement: Schema<Requirement> = object<Requirement>({
  flag: required(flagName, 'The flag.'),
  variant: optional(string, 'The variant it must give. Default: anything that is on.'),
});

/** What a definition is (FLAGS.md section 3): the run-time check, JSON Schema and, held by the compiler, the types. */
export const flagDefinition: Schema<FlagDefinition> = constrained(
  object<FlagDefinition>({
    enabled: optional(boolean, '`false`: nobody gets it; `default` is served. Default: true.'),
    default: optional(
      json,
      'Served when no rule matches: a value, or the name of a variant. Default: false.',
    ),
    variants: optional(record(json, 1), 'Named values; `default` is then required.'),
    rules: optional(
      list(rule, { max: { items: LIMITS.rules, of: 'rules' } }),
      'The first that matches serves. Default: one rule that matches everyone.',
    ),
    requires: optional(
      list(either(flagName, requirement)),
      'Flags that must be on, or give a variant; otherwise `default` is served.',
    ),
    description: optional(string, 'What it is for.'),
    owner: optional(string, 'Who to ask.'),
    tags: optional(list(string), 'Words to find it by.'),
    expires: optional(day, 'The day by which the flag is to be gone; past it the flag counts as stale.'),
    permanent: optional(boolean, '`true`: never stale, such as a kill switch. Default: false.'),
    metadata: optional(record(json), 'Anything else, given back untouched.'),
  }),
  variantsExist,
);

/** The JSON Schema (draft 2020-12) of a definition, as the package ships it. */
export function flagJsonSchema(): JsonSchema {
  return jsonSchemaOf(flagDefinition, 'A Halyard feature flag');
}
