import type { Schedule } from '@halyard/core';
import type { JSX } from 'preact';
import { useEditing } from '../editing.js';
import { Labelled } from '../../ui/labelled.js';
import { Part } from '../fields/part.js';
import { hoursOf, withHours } from '../model/schedule.js';

/** The hours of a schedule. */
export interface HoursFieldsProps {
  readonly schedule: Schedule;
  readonly problem: string | undefined;
  readonly onSchedule: (schedule: Schedule) => void;
}

/** The first and last hour; both empty for the whole day. */
export function HoursFields({ schedule, problem, onSchedule }: HoursFieldsProps): JSX.Element {
  const [opens, closes] = hoursOf(schedule);
  return (
    <Part
      legend="Only at these hours"
      problem={problem}
      hint="May cross midnight. Both empty: the whole day."
    >
      <div class="columns">
        <TimeField
          label="From hour"
          value={opens}
          onValue={(time) => onSchedule(withHours(schedule, time, closes))}
        />
        <TimeField
          label="Until hour"
          value={closes}
          onValue={(time) => onSchedule(withHours(schedule, opens, time))}
        />
      </div>
    </Part>
  );
}

function TimeField({
  label,
  value,
  onValue,
}: {
  readonly label: string;
  readonly value: string;
  readonly onValue: (time: string) => void;
}): JSX.Element {
  const { readOnly } = useEditing();
  return (
    <Labelled label={label}>
      {(control) => (
        <input
          {...control}
          class="input"
          type="time"
          value={value}
          readOnly={readOnly !== undefined}
          onInput={(event) => {
            if (!event.currentTarget.validity.badInput) onValue(event.currentTarget.value);
          }}
        />
      )}
    </Labelled>
  );
}
