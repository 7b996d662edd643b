import type { JSX } from 'preact';
import { useEditing } from '../editing.js';
import { Labelled } from '../../ui/labelled.js';
import { toInstant, toLocal } from '../model/zoned-time.js';

/** A moment. */
export interface InstantFieldProps {
  readonly label: string;
  /** The label is read aloud only. @default false */
  readonly isLabelHidden?: boolean;
  /** An instant with its zone; `undefined` for none. */
  readonly value: string | undefined;
  /** Whose clocks the field shows. */
  readonly zone: string;
  readonly problem: string | undefined;
  readonly onValue: (value: string | undefined) => void;
}

/** A day and a time of day by the clocks of a zone, with what that is by the reader's own. */
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
            // Empty also while it is half typed: only leaving it empty removes it.
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
