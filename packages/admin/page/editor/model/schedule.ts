import type { Schedule } from '@halyard/core';
import { withKey } from './json-object.js';

type Day = NonNullable<Schedule['days']>[number];

/** The days of a week, with their names. */
export const DAYS: readonly (readonly [day: Day, name: string])[] = [
  ['mon', 'Monday'],
  ['tue', 'Tuesday'],
  ['wed', 'Wednesday'],
  ['thu', 'Thursday'],
  ['fri', 'Friday'],
  ['sat', 'Saturday'],
  ['sun', 'Sunday'],
];

/** The schedule with a day added or removed, in the order of the week. Without days, every day counts. */
export function withDay(schedule: Schedule, day: Day, isOn: boolean): Schedule {
  const days = DAYS.map(([each]) => each).filter((each) =>
    each === day ? isOn : (schedule.days ?? []).includes(each),
  );
  return withKey(schedule, 'days', days.length === 0 ? undefined : days);
}

/** The hours for two time inputs. `24:00` is shown as `00:00`. */
export function hoursOf({ between }: Schedule): readonly [opens: string, closes: string] {
  const [opens, closes] = between ?? ['', ''];
  return [opens, closes === '24:00' ? '00:00' : closes];
}

/** The schedule with other hours. A missing hour means midnight. Without both hours it has no `between`. */
export function withHours(schedule: Schedule, opens: string, closes: string): Schedule {
  if (opens === '' && closes === '') return withKey(schedule, 'between', undefined);
  return {
    ...schedule,
    between: [opens === '' ? '00:00' : opens, closes === '' || closes === '00:00' ? '24:00' : closes],
  };
}
