import type { Rule } from '@halyard/core';
import type { JSX } from 'preact';
import { spelledOut, withRolloutPart } from '../model/rollout.js';
import { InstantField } from '../fields/instant-field.js';
import { PercentField } from './percent-field.js';

/** The rollout of a rule. */
export interface RampFieldsProps {
  readonly rollout: NonNullable<Rule['rollout']>;
  /** The time zone of the fields. */
  readonly zone: string;
  /** The problem of a part, by its key. */
  readonly problemOf: (key: string) => string | undefined;
  readonly onRollout: (rollout: NonNullable<Rule['rollout']>) => void;
}

/** The two ends of a ramp: share and time of each. */
export function RampFields({ rollout, zone, problemOf, onRollout }: RampFieldsProps): JSX.Element {
  const { from = 0, to = 100, start, end } = spelledOut(rollout);
  return (
    <div class="columns">
      <PercentField
        label="From percent"
        value={from}
        problem={problemOf('from')}
        onValue={(value) => onRollout(withRolloutPart(rollout, 'from', value))}
      />
      <PercentField
        label="To percent"
        value={to}
        problem={problemOf('to')}
        onValue={(value) => onRollout(withRolloutPart(rollout, 'to', value))}
      />
      <InstantField
        label="Ramp starts"
        zone={zone}
        value={start}
        problem={problemOf('start')}
        onValue={(value) => onRollout(withRolloutPart(rollout, 'start', value))}
      />
      <InstantField
        label="Ramp ends"
        zone={zone}
        value={end}
        problem={problemOf('end')}
        onValue={(value) => onRollout(withRolloutPart(rollout, 'end', value))}
      />
    </div>
  );
}
