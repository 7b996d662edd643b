import type { JSX } from 'preact';
import { useEditing } from '../editing.js';
import { Labelled, type LabelledProps } from '../../ui/labelled.js';

/** A value with its label and its heading. */
export interface Choice {
  readonly value: string;
  readonly text: string;
  readonly group?: string;
}

/** The properties of a choice field. */
export interface ChoiceFieldProps extends LabelledProps {
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly onChoose: (value: string) => void;
}

/** A field for one of several values. */
export function ChoiceField(props: ChoiceFieldProps): JSX.Element {
  const { value, choices, onChoose } = props;
  const { readOnly } = useEditing();
  return (
    <Labelled {...props}>
      {(control) => (
        <select
          {...control}
          class="input"
          value={value}
          disabled={readOnly !== undefined}
          title={readOnly}
          onChange={(event) => onChoose(event.currentTarget.value)}
        >
          {[...new Set(choices.map(({ group }) => group))].map((group) => {
            const options = choices.filter((choice) => choice.group === group).map(optionOf);
            return group === undefined ? (
              options
            ) : (
              <optgroup key={group} label={group}>
                {options}
              </optgroup>
            );
          })}
        </select>
      )}
    </Labelled>
  );
}

function optionOf({ value, text }: Choice): JSX.Element {
  return (
    <option key={value} value={value}>
      {text}
    </option>
  );
}
