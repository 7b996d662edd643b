import type { JsonValue } from '@halyard/core';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { LabelledProps } from '../../ui/labelled.js';
import { type Codec, json, oneOrSeveral } from '../model/codecs.js';
import { listed, type OneOrSeveral } from '../model/one-or-several.js';
import { areTypable } from '../model/user-list.js';
import { TypedField } from './typed-field.js';

/** The properties of this field. */
export interface OneOrSeveralFieldProps extends LabelledProps {
  readonly value: OneOrSeveral | undefined;
  readonly placeholder?: string;
  readonly onValue: (value: OneOrSeveral | undefined) => void;
}

/** A field for one text, or for several separated by commas. Uses JSON for texts with commas or outer spaces. */
export function OneOrSeveralField(props: OneOrSeveralFieldProps): JSX.Element {
  const { value } = props;
  // Decided once, so that the field does not change while the user types.
  const isTypable = useMemo(() => areTypable(listed(value)), []);
  const codec = isTypable || value === '' ? oneOrSeveral : IN_JSON;
  return <TypedField {...props} codec={codec} />;
}

// The server rejects anything except texts.
const IN_JSON: Codec<OneOrSeveral | undefined> = {
  read: (text) => (text.trim() === '' ? { value: undefined } : (json.read(text) as { value: OneOrSeveral })),
  write: (value) => json.write(value as JsonValue),
};
