import type { JSX } from 'preact';
import { useEditing } from '../editing.js';
import { EditButton } from '../fields/edit-button.js';
import { Part } from '../fields/part.js';
import { TypedField } from '../fields/typed-field.js';
import { type Codec, json } from '../model/codecs.js';
import { problemAt } from '../model/definition-problems.js';
import type { FlagForm } from '../model/flag-form.js';
import {
  variantUse,
  withNewVariant,
  withoutVariant,
  withRenamedVariant,
  withVariantValue,
} from '../model/variants.js';
import { useNextFocus } from '../use-next-focus.js';
import type { ValueFieldsProps } from './value-fields.js';

/** The variants of a flag: name and value of each. A renamed variant is renamed everywhere. */
export function VariantList({ form, onForm }: ValueFieldsProps): JSX.Element {
  const { problems, announce } = useEditing();
  const { within, focusNext } = useNextFocus(form);
  const variants = Object.entries(form.definition.variants ?? {});
  return (
    <Part legend="Variants" problem={problemAt(problems, 'variants')}>
      <div class="variant-list" ref={within}>
        <ul class="variants">
          {variants.map(([name, value], index) => {
            const use = variantUse(form, name);
            return (
              <li key={index} class="variant">
                <TypedField
                  label={`Name of variant ${index + 1}`}
                  value={name}
                  codec={nameCodec(form, name)}
                  onValue={(to) => onForm(withRenamedVariant(form, name, to))}
                />
                <TypedField
                  label={`Value of variant ${index + 1}`}
                  isCode
                  rows={JSON.stringify(value).length > 40 ? 3 : 1}
                  value={value}
                  codec={json}
                  onValue={(changed) => onForm(withVariantValue(form, name, changed))}
                />
                <EditButton
                  kind="quiet"
                  label={`Remove variant ${index + 1}`}
                  disabledBecause={use}
                  onClick={() => {
                    focusNext('.variant-add button');
                    announce(`Variant ${name} removed`);
                    onForm(withoutVariant(form, name));
                  }}
                >
                  ×
                </EditButton>
              </li>
            );
          })}
        </ul>
        <div class="variant-add">
          <EditButton
            onClick={() => {
              focusNext('.variant:last-child input');
              announce(`Variant ${variants.length + 1} added`);
              onForm(withNewVariant(form));
            }}
          >
            Add variant
          </EditButton>
        </div>
      </div>
    </Part>
  );
}

function nameCodec({ definition }: FlagForm, own: string): Codec<string> {
  return {
    read(text) {
      if (text === '') return { problem: 'must not be empty' };
      const isTaken = text !== own && Object.hasOwn(definition.variants ?? {}, text);
      return isTaken ? { problem: `must be unique: the variant ${text} already exists` } : { value: text };
    },
    write: (name) => name,
  };
}
