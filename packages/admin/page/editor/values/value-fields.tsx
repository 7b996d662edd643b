import type { JsonValue } from '@halyard/core';
import type { JSX } from 'preact';
import { useEditing } from '../editing.js';
import { ChoiceField } from '../fields/choice-field.js';
import { Part } from '../fields/part.js';
import { TypedField } from '../fields/typed-field.js';
import { withValueKind } from '../model/change-value-kind.js';
import { json } from '../model/codecs.js';
import { problemAt } from '../model/definition-problems.js';
import { type FlagForm, servedOtherwise, withDefault } from '../model/flag-form.js';
import type { ValueKind } from '../model/value-kind.js';
import { VariantList } from './variant-list.js';

/** The type and the default of a flag. */
export interface ValueFieldsProps {
  readonly form: FlagForm;
  readonly onForm: (form: FlagForm) => void;
}

/** The fields for the type of a flag, its variants and its default. */
export function ValueFields({ form, onForm }: ValueFieldsProps): JSX.Element {
  const { problems } = useEditing();
  const { definition, kind } = form;
  const fallback = servedOtherwise(form);
  const onDefault = (value: JsonValue): void => onForm(withDefault(form, value));
  const names = Object.keys(definition.variants ?? {});
  const common = {
    label: 'Default',
    hint: form.ruled ? 'Served to users that no rule matches.' : 'Served to everyone: there are no rules.',
    problem: problemAt(problems, 'default'),
  } as const;
  return (
    <Part legend="Value">
      <div class="columns">
        <ChoiceField
          label="Type"
          value={kind}
          choices={[
            { value: 'boolean', text: 'on or off' },
            { value: 'variants', text: 'named variants' },
            { value: 'value', text: 'a value, such as a number' },
          ]}
          onChoose={(chosen) => onForm(withValueKind(form, chosen as ValueKind))}
        />
        {kind === 'boolean' && (
          <ChoiceField
            {...common}
            value={fallback === true ? 'true' : 'false'}
            choices={[
              { value: 'false', text: 'off' },
              { value: 'true', text: 'on' },
            ]}
            onChoose={(chosen) => onDefault(chosen === 'true')}
          />
        )}
        {kind === 'value' && (
          <TypedField {...common} isCode value={fallback} codec={json} onValue={onDefault} />
        )}
        {kind === 'variants' && (
          <ChoiceField
            {...common}
            value={typeof fallback === 'string' ? fallback : ''}
            choices={names.map((name) => ({ value: name, text: name }))}
            onChoose={onDefault}
          />
        )}
      </div>
      {kind === 'variants' && <VariantList form={form} onForm={onForm} />}
    </Part>
  );
}
