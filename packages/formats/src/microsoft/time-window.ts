import type { Condition } from '@halyard/core';
import { NEVER } from '../condition-algebra.js';
import { type JsonObject, objectOf } from '../json-object.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { instantIn } from './instant.js';
import { recurringSchedule } from './recurrence.js';

/** The times of the filter `Microsoft.TimeWindow`. */
export function timeWindowCondition(path: string, parameters: JsonObject): Condition {
  const start = instantIn(`${path}.Start`, parameters['Start']);
  const end = instantIn(`${path}.End`, parameters['End']);
  const recurrence = parameters['Recurrence'];
  if (start !== undefined && end !== undefined && start >= end) return NEVER;
  if (recurrence !== undefined) {
    if (start === undefined || end === undefined) {
      throw new UntranslatableError(path, 'a recurrence must have a Start and an End');
    }
    const schedule = recurringSchedule(`${path}.Recurrence`, { start, end }, objectOf(recurrence));
    return { $schedule: { ...schedule } };
  }
  // Without both, the filter never matches.
  if (start === undefined && end === undefined) return NEVER;
  return {
    $schedule: {
      ...(start === undefined ? {} : { from: new Date(start).toISOString() }),
      ...(end === undefined ? {} : { until: new Date(end).toISOString() }),
    },
  };
}
