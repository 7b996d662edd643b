import type { JSX } from 'preact';
import { useEditing } from '../editing.js';
import { Labelled } from '../../ui/labelled.js';
import { toInstant, toLocal } from '../model/zoned-time.js';

/** The properties of an instant field. */
export interface InstantFieldProps {
  readonly label: string;
  /** Whether only screen readers get the label. @default false */
  readonly isLabelHidden?: boolean;
  /** An instant with its zone; `undefined` if empty. */
  readonly value: string | undefined;
  /** The time zone of the field. */
  readonly zone: string;
  readonly problem: string | undefined;
  readonly onValue: (value: string | undefined) => void;
}

/** A date and time in a zone. Also shows the user's local time. */
export function InstantField(props: InstantFieldProps): JSX.Element {
  const { label, isLabelHidden = false, value, zone, problem, onValue } = props;
  const { readOnly } = useEditing();
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const here = value === undefined || own === zone ? '' : `; here ${new Date(value).toLocaleString()}`;
  return (
    <Labelled label={label} isLabelHidden={isLabelHidden} hint={`${zone} time${here}`} problem={problem}>
      {(control) => (
        <input
          {...control}
          class="input"
          type="datetime-local"
          value={value === undefined ? '' : toLocal(value, zone)}
          readOnly={readOnly !== undefined}
          onInput={(event) => {
            const typed = event.currentTarget.value;
            // A half-typed value is empty too, so the instant is removed only when the field is left empty.
            if (typed !== '') onValue(toInstant(typed, zone));
          }}
          onBlur={(event) => {
            const { value: typed, validity } = event.currentTarget;
            if (typed === '' && !validity.badInput && value !== undefined && readOnly === undefined)
              onValue(undefined);
          }}
        />
      )}
    </Labelled>
  );
}
