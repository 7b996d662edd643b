import type { Schedule } from '@halyard/core';
import { withKey } from './json-object.js';

type Day = NonNullable<Schedule['days']>[number];

/** The days of a week as they are written, with their names. */
export const DAYS: readonly (readonly [day: Day, name: string])[] = [
  ['mon', 'Monday'],
  ['tue', 'Tuesday'],
  ['wed', 'Wednesday'],
  ['thu', 'Thursday'],
  ['fri', 'Friday'],
  ['sat', 'Saturday'],
  ['sun', 'Sunday'],
];

/** The schedule with a day more or less, in the order of the week. Without any day every day counts. */
export function withDay(schedule: Schedule, day: Day, isOn: boolean): Schedule {
  const days = DAYS.map(([each]) => each).filter((each) =>
    each === day ? isOn : (schedule.days ?? []).includes(each),
  );
  return withKey(schedule, 'days', days.length === 0 ? undefined : days);
}

/** The hours as two inputs for times of day show them: the day's end is its beginning. */
export function hoursOf({ between }: Schedule): readonly [opens: string, closes: string] {
  const [opens, closes] = between ?? ['', ''];
  return [opens, closes === '24:00' ? '00:00' : closes];
}

/** The schedule with other hours. Where only one is given, the day begins or ends at midnight; with none it has no hours. */
export function withHours(schedule: Schedule, opens: string, closes: string): Schedule {
  if (opens === '' && closes === '') return withKey(schedule, 'between', undefined);
  return {
    ...schedule,
    between: [opens === '' ? '00:00' : opens, closes === '' || closes === '00:00' ? '24:00' : closes],
  };
}
