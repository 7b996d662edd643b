import type { JSX } from 'preact';
import { Switch } from '../ui/switch.js';
import { servingWhileOff } from '../words/flag-words.js';
import { valueWords } from '../words/value-words.js';
import { AboutFields } from './about/about-fields.js';
import { useEditing } from './editing.js';
import { ChoiceField } from './fields/choice-field.js';
import { Part } from './fields/part.js';
import { type FlagForm, servedOtherwise } from './model/flag-form.js';
import { withKey } from './model/json-object.js';
import { problemAt } from './model/definition-problems.js';
import { RequirementList } from './requires/requirement-list.js';
import { RuleList } from './rules/rule-list.js';
import { ValueFields } from './values/value-fields.js';

/** The properties of the form. */
export interface FormTabProps {
  readonly form: FlagForm;
  readonly onForm: (form: FlagForm) => void;
}

/** The whole definition as controls. */
export function FormTab({ form, onForm }: FormTabProps): JSX.Element {
  const { readOnly, problems } = useEditing();
  const { definition, ruled } = form;
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
            {enabled
              ? ruled
                ? 'The rules below decide.'
                : 'Everyone gets the default.'
              : `Off for everyone${servingWhileOff(definition)}. The default and the rules do not apply.`}
          </p>
        </div>
      </div>
      <ValueFields form={form} onForm={onForm} />
      <Part legend="Rules" problem={problemAt(problems, 'rules')}>
        <ChoiceField
          label="Applies to"
          value={ruled ? 'rules' : 'everyone'}
          choices={[
            {
              value: 'everyone',
              text: `everyone: ${valueWords(servedOtherwise({ ...form, ruled: false }))}`,
            },
            { value: 'rules', text: 'users matched by a rule' },
          ]}
          onChoose={(chosen) => onForm({ ...form, ruled: chosen === 'rules' })}
        />
        {ruled && <RuleList form={form} onForm={onForm} />}
      </Part>
      <Part
        legend="Required flags"
        problem={problemAt(problems, 'requires')}
        hint="All of them must hold; otherwise this flag is off. A flag that does not exist never holds."
      >
        <RequirementList
          requires={definition.requires ?? []}
          problemOf={(index) => problemAt(problems, `requires[${index}]`)}
          onRequires={(requires) =>
            onDefinition(withKey(definition, 'requires', requires.length === 0 ? undefined : requires))
          }
        />
      </Part>
      <AboutFields definition={definition} onDefinition={onDefinition} />
    </div>
  );
}
