import type { JSX } from 'preact';
import { useEditing } from '../editing.js';
import { ChoiceField } from '../fields/choice-field.js';
import { Part } from '../fields/part.js';
import { TypedField } from '../fields/typed-field.js';
import { withValueKind } from '../model/change-value-kind.js';
import { json } from '../model/codecs.js';
import { problemAt } from '../model/definition-problems.js';
import type { FlagForm } from '../model/flag-form.js';
import { withKey } from '../model/json-object.js';
import type { ValueKind } from '../model/value-kind.js';
import { VariantList } from './variant-list.js';

/** What a flag gives. */
export interface ValueFieldsProps {
  readonly form: FlagForm;
  readonly onForm: (form: FlagForm) => void;
}

/** What a flag gives: on or off, a value or variants; and its default. */
export function ValueFields({ form, onForm }: ValueFieldsProps): JSX.Element {
  const { problems } = useEditing();
  const { definition, kind } = form;
  const fallback = definition.default;
  const problem = problemAt(problems, 'default');
  const onDefault = (value: typeof fallback): void =>
    onForm({ ...form, definition: withKey(definition, 'default', value) });
  const names = Object.keys(definition.variants ?? {});
  const common = { label: 'Default', hint: 'For whoever no rule matches.', problem } as const;
  return (
    <Part legend="What it gives">
      <div class="columns">
        <ChoiceField
          label="Kind of value"
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
            onChoose={(chosen) => onDefault(chosen === 'true' ? true : undefined)}
          />
        )}
        {kind === 'value' && (
          <TypedField {...common} isCode value={fallback ?? false} codec={json} onValue={onDefault} />
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
