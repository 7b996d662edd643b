import { fromBeforeUntil, someHours } from './constraints.js';
import type { Schedule } from './definition.js';
import { closingTime, instant, openingTime, timezone } from './formats.js';
import { list, tuple } from './schema/collections.js';
import { constrained } from './schema/combine.js';
import { object, optional } from './schema/object.js';
import { oneOf } from './schema/scalars.js';
import type { Schema } from './schema/schema.js';

/** When a rule or a condition holds. */
export const schedule: Schema<Schedule> = constrained(
  object<Schedule>({
    from: optional(instant, 'The first instant at which it holds.'),
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
