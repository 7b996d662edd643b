import type { JsonValue } from '@halyard/core';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { ChoiceField } from '../fields/choice-field.js';
import { TypedField } from '../fields/typed-field.js';
import { type Codec, jsonList, numbers, texts } from '../model/codecs.js';
import { asElementType, type ElementType, elementTypeOf } from '../model/value-type.js';

/** The properties of a list input. */
export interface ListInputProps {
  readonly value: readonly JsonValue[];
  readonly onValue: (value: readonly JsonValue[]) => void;
}

const CODECS: Readonly<Record<ElementType, Codec<readonly JsonValue[]>>> = {
  text: texts,
  number: numbers as Codec<readonly JsonValue[]>,
  json: jsonList,
};

const CHOICES = [
  { value: 'text', text: 'texts' },
  { value: 'number', text: 'numbers' },
  { value: 'json', text: 'JSON' },
] as const;

/** A list of values: a choice of their type, and an input separated by commas. */
export function ListInput({ value, onValue }: ListInputProps): JSX.Element {
  const [type, setType] = useState(() => elementTypeOf(value));
  return (
    <div class="value-input">
      <ChoiceField
        label="Type of values"
        isLabelHidden
        value={type}
        choices={CHOICES}
        onChoose={(chosen) => {
          setType(chosen as ElementType);
          onValue(asElementType(value, chosen as ElementType));
        }}
      />
      <TypedField
        key={type}
        label="Values"
        isLabelHidden
        isCode={type === 'json'}
        rows={type === 'json' ? 2 : 1}
        placeholder={type === 'number' ? '1, 2, 3' : type === 'text' ? 'pro, team' : '["pro", 5]'}
        value={value}
        codec={CODECS[type]}
        onValue={onValue}
      />
    </div>
  );
}
