import type { Condition, JsonValue } from '@halyard/core';
import { UntranslatableError } from '../untranslatable-error.js';
import type { Comparison } from './compare-literals.js';
import { NO_FAILURE, type Truth } from './truth.js';

/** The time, in whole seconds since the epoch, compared with a number. */
export function atTimes(path: string, comparison: Comparison, seconds: JsonValue): Truth {
  const schedule = typeof seconds === 'number' ? scheduleOf(comparison, seconds) : undefined;
  if (schedule === undefined) {
    throw new UntranslatableError(path, 'must compare the time by <, <=, > or >= with a number of seconds');
  }
  return { holds: schedule, ...NO_FAILURE };
}

function scheduleOf(comparison: Comparison, seconds: number): Condition | undefined {
  switch (comparison) {
    case '>=':
      return bounded('from', Math.ceil(seconds));
    case '>':
      return bounded('from', Math.floor(seconds) + 1);
    case '<':
      return bounded('until', Math.ceil(seconds));
    case '<=':
      return bounded('until', Math.floor(seconds) + 1);
    default:
      return undefined;
  }
}

function bounded(bound: 'from' | 'until', seconds: number): Condition | undefined {
  const instant = new Date(seconds * 1000);
  return Number.isNaN(instant.getTime()) ? undefined : { $schedule: { [bound]: instant.toISOString() } };
}
