import type { JSX } from 'preact';
import { Switch } from '../ui/switch.js';
import { AboutFields } from './about/about-fields.js';
import { RequiresList } from './about/requires-list.js';
import { useEditing } from './editing.js';
import { ChoiceField } from './fields/choice-field.js';
import { Part } from './fields/part.js';
import type { FlagForm } from './model/flag-form.js';
import { withKey } from './model/json-object.js';
import { problemAt } from './model/definition-problems.js';
import { RuleList } from './rules/rule-list.js';
import { ValueFields } from './values/value-fields.js';

/** A form and who hears of its changes. */
export interface FormTabProps {
  readonly form: FlagForm;
  readonly onForm: (form: FlagForm) => void;
}

/** The whole definition as controls. */
export function FormTab({ form, onForm }: FormTabProps): JSX.Element {
  const { readOnly, problems } = useEditing();
  const { definition, ruled, kind } = form;
  const enabled = definition.enabled ?? true;
  const onDefinition = (changed: FlagForm['definition']): void => onForm({ ...form, definition: changed });
  return (
    <div class="stack">
      <div class="enabled-row">
        <Switch
          label="Enabled"
          checked={enabled}
          disabledBecause={readOnly}
          onChange={(checked) => onDefinition(withKey(definition, 'enabled', checked ? undefined : false))}
        />
        <div>
          <strong>{enabled ? 'Enabled' : 'Disabled'}</strong>
          <p class="field-hint">
            {enabled ? 'The rules below decide.' : 'Everyone gets the default, whatever the rules say.'}
          </p>
        </div>
      </div>
      <ValueFields form={form} onForm={onForm} />
      <Part legend="Who gets it" problem={problemAt(problems, 'rules')}>
        <ChoiceField
          label="For whom"
          value={ruled ? 'rules' : 'everyone'}
          choices={[
            { value: 'everyone', text: kind === 'variants' ? 'everyone: the default' : 'everyone: on' },
            { value: 'rules', text: 'whoever a rule matches; the first rule that does serves' },
          ]}
          onChoose={(chosen) => onForm({ ...form, ruled: chosen === 'rules' })}
        />
        {ruled && <RuleList form={form} onForm={onForm} />}
      </Part>
      <RequiresList definition={definition} onDefinition={onDefinition} />
      <AboutFields definition={definition} onDefinition={onDefinition} />
    </div>
  );
}
