import type { JsonValue } from '@halyard/core';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Choice, ChoiceField } from '../fields/choice-field.js';
import { TypedField } from '../fields/typed-field.js';
import { anyText, json, number } from '../model/codecs.js';
import { asValueType, type ValueType, valueTypeOf } from '../model/value-type.js';

/** The properties of a value input. */
export interface ValueInputProps {
  readonly value: JsonValue;
  /** The types to choose from. */
  readonly types: readonly ValueType[];
  readonly onValue: (value: JsonValue) => void;
}

const TYPES: readonly (Choice & { readonly value: ValueType })[] = [
  { value: 'text', text: 'text' },
  { value: 'number', text: 'number' },
  { value: 'boolean', text: 'yes or no' },
  { value: 'null', text: 'nothing' },
  { value: 'json', text: 'JSON' },
];

/** A value of any type: a choice of the type, and an input. */
export function ValueInput({ value, types, onValue }: ValueInputProps): JSX.Element {
  // JSON can contain a value of another type, so the choice is remembered.
  const [isJson, setJson] = useState(valueTypeOf(value) === 'json');
  const type = isJson ? 'json' : valueTypeOf(value);
  return (
    <div class="value-input">
      <ChoiceField
        label="Type of value"
        isLabelHidden
        value={type}
        choices={TYPES.filter((each) => types.includes(each.value) || each.value === type)}
        onChoose={(chosen) => {
          setJson(chosen === 'json');
          onValue(asValueType(value, chosen as ValueType));
        }}
      />
      <TypedValue type={type} value={value} onValue={onValue} />
    </div>
  );
}

function TypedValue({
  type,
  value,
  onValue,
}: Omit<ValueInputProps, 'types'> & { readonly type: ValueType }): JSX.Element | null {
  const common = { label: 'Value', isLabelHidden: true } as const;
  switch (type) {
    case 'text':
      return <TypedField key={type} {...common} value={value as string} codec={anyText} onValue={onValue} />;
    case 'number':
      return (
        <TypedField
          key={type}
          {...common}
          inputMode="decimal"
          value={value as number}
          codec={number}
          onValue={onValue}
        />
      );
    case 'boolean':
      return (
        <ChoiceField
          {...common}
          value={JSON.stringify(value)}
          choices={[
            { value: 'true', text: 'yes (true)' },
            { value: 'false', text: 'no (false)' },
          ]}
          onChoose={(chosen) => onValue(chosen === 'true')}
        />
      );
    case 'null':
      return null;
    default:
      return <TypedField key={type} {...common} isCode value={value} codec={json} onValue={onValue} />;
  }
}
