import type { JsonValue } from '@halyard/core';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { LabelledProps } from '../../ui/labelled.js';
import { type Codec, json, oneOrSeveral } from '../model/codecs.js';
import { listed, type OneOrSeveral } from '../model/one-or-several.js';
import { areTypable } from '../model/user-list.js';
import { TypedField } from './typed-field.js';

/** What a field for one text or several has. */
export interface OneOrSeveralFieldProps extends LabelledProps {
  readonly value: OneOrSeveral | undefined;
  readonly placeholder?: string;
  readonly onValue: (value: OneOrSeveral | undefined) => void;
}

/** A field for one text, or for several with commas between; in JSON where they have commas or outer blanks themselves. */
export function OneOrSeveralField(props: OneOrSeveralFieldProps): JSX.Element {
  const { value } = props;
  // Decided once: text that is being typed is always typable.
  const isTypable = useMemo(() => areTypable(listed(value)), []);
  const codec = isTypable || value === '' ? oneOrSeveral : IN_JSON;
  return <TypedField {...props} codec={codec} />;
}

// The server rejects anything but texts.
const IN_JSON: Codec<OneOrSeveral | undefined> = {
  read: (text) => (text.trim() === '' ? { value: undefined } : (json.read(text) as { value: OneOrSeveral })),
  write: (value) => json.write(value as JsonValue),
};
