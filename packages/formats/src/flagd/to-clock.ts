import type { JsonValue, Schedule } from '@halyard/core';
import { UntranslatableError } from '../untranslatable-error.js';

/** Whether it is one of these times. All of it must hold. */
export function timesOf(path: string, { from, until, days, between }: Schedule): JsonValue[] {
  if (days !== undefined || between !== undefined)
    throw new UntranslatableError(path, 'flagd does not support days and hours');
  const clock = { var: '$flagd.timestamp' };
  return [
    ...(from === undefined ? [] : [{ '>=': [clock, secondsOf(`${path}.from`, from)] }]),
    ...(until === undefined ? [] : [{ '<': [clock, secondsOf(`${path}.until`, until)] }]),
  ];
}

function secondsOf(path: string, instant: string): number {
  const seconds = Date.parse(instant) / 1000;
  if (!Number.isInteger(seconds)) throw new UntranslatableError(path, 'flagd supports only whole seconds');
  return seconds;
}
