import type { JSX } from 'preact';
import { Labelled, type LabelledProps } from './labelled.js';

/** The properties of a text field. */
export interface TextFieldProps extends LabelledProps {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly readOnly?: boolean;
  readonly placeholder?: string;
  /** Whether to hide the text; the browser may then save it as a password. @default false */
  readonly isSecret?: boolean;
}

/** A field for one line of text, with its label. */
export function TextField(props: TextFieldProps): JSX.Element {
  const { value, onInput, readOnly, placeholder, isSecret = false } = props;
  const secrecy = isSecret
    ? ({ type: 'password', autoComplete: 'current-password' } as const)
    : ({ type: 'text', autoComplete: 'off' } as const);
  return (
    <Labelled {...props} isAnnounced>
      {(control) => (
        <input
          {...control}
          class="input"
          {...secrecy}
          value={value}
          readOnly={readOnly}
          placeholder={placeholder}
          spellcheck={false}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
    </Labelled>
  );
}

/** The properties of a field with several lines. */
export interface TextAreaProps extends TextFieldProps {
  /** @default 12 */
  readonly rows?: number;
}

/** A field for several lines of text in a fixed-width font, with its label. */
export function TextArea(props: TextAreaProps): JSX.Element {
  const { value, onInput, readOnly, rows = 12 } = props;
  return (
    <Labelled {...props} isAnnounced>
      {(control) => (
        <textarea
          {...control}
          class="input input-code"
          rows={rows}
          value={value}
          readOnly={readOnly}
          spellcheck={false}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
    </Labelled>
  );
}

/** The properties of a choice field: its values with their labels. */
export interface SelectFieldProps<Value extends string> extends LabelledProps {
  readonly value: Value;
  readonly options: readonly (readonly [value: Value, text: string])[];
  readonly onChange: (value: Value) => void;
  readonly disabled?: boolean;
}

/** A field for one of several values, with its label. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>): JSX.Element {
  const { value, options, onChange, disabled } = props;
  return (
    <Labelled {...props} isAnnounced>
      {(control) => (
        <select
          {...control}
          class="input"
          value={value}
          disabled={disabled}
          onChange={(event) => onChange(event.currentTarget.value as Value)}
        >
          {options.map(([each, text]) => (
            <option key={each} value={each}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}
