import type { Schedule } from '@halyard/core';
import type { JSX } from 'preact';
import { CheckField } from '../fields/check-field.js';
import { InstantField } from '../fields/instant-field.js';
import { Part } from '../fields/part.js';
import { TypedField } from '../fields/typed-field.js';
import { optionalText } from '../model/codecs.js';
import { withKey } from '../model/json-object.js';
import { DAYS, withDay } from '../model/schedule.js';
import { HoursFields } from './hours-fields.js';

/** The schedule of a rule or of a condition. */
export interface ScheduleFieldsProps {
  readonly schedule: Schedule;
  /** The problem of a part, by its key. */
  readonly problemOf?: (key: keyof Schedule) => string | undefined;
  readonly onSchedule: (schedule: Schedule) => void;
}

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

/** The fields of a schedule: start and end, days, hours and time zone. */
export function ScheduleFields(props: ScheduleFieldsProps): JSX.Element {
  const { schedule, problemOf = () => undefined, onSchedule } = props;
  const zone = schedule.timezone ?? 'UTC';
  return (
    <div class="stack">
      <div class="columns">
        <InstantField
          label="Starts"
          zone={zone}
          value={schedule.from}
          problem={problemOf('from')}
          onValue={(from) => onSchedule(withKey(schedule, 'from', from))}
        />
        <InstantField
          label="Ends"
          zone={zone}
          value={schedule.until}
          problem={problemOf('until')}
          onValue={(until) => onSchedule(withKey(schedule, 'until', until))}
        />
        <TypedField
          label="Time zone"
          hint="Applies to the days, the hours and the other fields here."
          placeholder="UTC"
          suggestions={ZONES}
          problem={problemOf('timezone')}
          value={schedule.timezone}
          codec={optionalText}
          onValue={(timezone) => onSchedule(withKey(schedule, 'timezone', timezone))}
        />
      </div>
      <Part legend="Only on these days" problem={problemOf('days')} hint="No day selected: every day.">
        <div class="days">
          {DAYS.map(([day, name]) => (
            <CheckField
              key={day}
              label={name}
              checked={schedule.days?.includes(day) ?? false}
              onCheck={(checked) => onSchedule(withDay(schedule, day, checked))}
            />
          ))}
        </div>
      </Part>
      <HoursFields schedule={schedule} problem={problemOf('between')} onSchedule={onSchedule} />
    </div>
  );
}
