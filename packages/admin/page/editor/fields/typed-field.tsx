import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { useEditing } from '../editing.js';
import type { Codec } from '../model/codecs.js';
import { Labelled, type LabelledProps } from '../../ui/labelled.js';
import { useTypedText } from './use-typed-text.js';

/** The properties of a typed field. */
export interface TypedFieldProps<Value> extends LabelledProps {
  readonly value: Value;
  readonly codec: Codec<Value>;
  readonly onValue: (value: Value) => void;
  readonly placeholder?: string;
  /** The suggestions. */
  readonly suggestions?: readonly string[];
  readonly inputMode?: 'decimal' | 'numeric';
  /** Lines of text; one is a plain input. @default 1 */
  readonly rows?: number;
  /** Whether to use the font for code. @default false */
  readonly isCode?: boolean;
}

/** A field for one value, typed as text. Text that can't be read stays in the field, with the problem below it. */
export function TypedField<Value>(props: TypedFieldProps<Value>): JSX.Element {
  const {
    label,
    value,
    codec,
    onValue,
    placeholder,
    suggestions,
    inputMode,
    rows = 1,
    isCode = false,
  } = props;
  const { readOnly } = useEditing();
  const listId = useId();
  const { text, problem = props.problem, onInput } = useTypedText(label, value, codec, onValue);
  const common = {
    class: isCode ? 'input input-code' : 'input',
    value: text,
    readOnly: readOnly !== undefined,
    placeholder,
    spellcheck: false,
    autoComplete: 'off',
  };
  return (
    <Labelled {...props} problem={problem}>
      {(control) => (
        <>
          {rows === 1 ? (
            <input
              {...control}
              {...common}
              type="text"
              inputMode={inputMode}
              list={suggestions && listId}
              onInput={(event) => onInput(event.currentTarget.value)}
            />
          ) : (
            <textarea
              {...control}
              {...common}
              rows={rows}
              onInput={(event) => onInput(event.currentTarget.value)}
            />
          )}
          {suggestions && (
            <datalist id={listId}>
              {suggestions.map((each) => (
                <option key={each} value={each} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Labelled>
  );
}
