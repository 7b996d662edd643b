import type { FlagDefinition } from '@halyard/core';
import type { JSX } from 'preact';
import { useEditing } from '../editing.js';
import { CheckField } from '../fields/check-field.js';
import { Labelled } from '../../ui/labelled.js';
import { Part } from '../fields/part.js';
import { TypedField } from '../fields/typed-field.js';
import { optionalJsonObject, optionalText, words } from '../model/codecs.js';
import { problemAt } from '../model/definition-problems.js';
import { withKey } from '../model/json-object.js';

/** What a definition says about itself. */
export interface AboutFieldsProps {
  readonly definition: FlagDefinition;
  readonly onDefinition: (definition: FlagDefinition) => void;
}

/** What the flag is for, whose it is, and until when it is to stay. */
export function AboutFields({ definition, onDefinition }: AboutFieldsProps): JSX.Element {
  const { problems, readOnly } = useEditing();
  const field = <Key extends keyof FlagDefinition>(key: Key) => ({
    value: definition[key],
    problem: problemAt(problems, key),
    onValue: (value: FlagDefinition[Key] | undefined) => onDefinition(withKey(definition, key, value)),
  });
  const expires = field('expires');
  return (
    <Part legend="About">
      <TypedField label="Description" rows={2} codec={optionalText} {...field('description')} />
      <div class="columns">
        <TypedField label="Owner" placeholder="a person or a team" codec={optionalText} {...field('owner')} />
        <TypedField label="Tags" placeholder="with commas between" codec={words} {...field('tags')} />
        <Labelled
          label="Expires"
          hint="The day it is to be gone by; stale afterwards."
          problem={expires.problem}
        >
          {(control) => (
            <input
              {...control}
              class="input"
              type="date"
              value={definition.expires ?? ''}
              readOnly={readOnly !== undefined}
              onInput={(event) => expires.onValue(event.currentTarget.value || undefined)}
            />
          )}
        </Labelled>
        <CheckField
          label="Permanent"
          hint="Here to stay, such as a kill switch: never stale."
          checked={definition.permanent ?? false}
          onCheck={(checked) => onDefinition(withKey(definition, 'permanent', checked ? true : undefined))}
        />
      </div>
      <details class="more" open={definition.metadata !== undefined}>
        <summary>Metadata</summary>
        <TypedField
          label="Metadata"
          hint="A JSON object for your own tools; it comes back with every answer."
          isCode
          rows={4}
          codec={optionalJsonObject}
          {...field('metadata')}
        />
      </details>
    </Part>
  );
}
