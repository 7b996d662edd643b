import type { FlagDefinition, FlagKind } from '@halyard/core';
import type { JSX } from 'preact';
import { FLAG_KINDS, isPermanent, isPermanentByKind, kindOf } from '../../flags/flag-kinds.js';
import { useEditing } from '../editing.js';
import { CheckField } from '../fields/check-field.js';
import { ChoiceField } from '../fields/choice-field.js';
import { Labelled } from '../../ui/labelled.js';
import { More } from '../fields/more.js';
import { Part } from '../fields/part.js';
import { TypedField } from '../fields/typed-field.js';
import { optionalJsonObject, optionalText, words } from '../model/codecs.js';
import { problemAt } from '../model/definition-problems.js';
import { withKey } from '../model/json-object.js';

const KIND_CHOICES = Object.entries(FLAG_KINDS).map(([value, { text }]) => ({ value, text }));

/** The properties of these fields. */
export interface AboutFieldsProps {
  readonly definition: FlagDefinition;
  readonly onDefinition: (definition: FlagDefinition) => void;
}

/** The fields for description, kind, owner, tags, expiry and metadata. */
export function AboutFields({ definition, onDefinition }: AboutFieldsProps): JSX.Element {
  const { problems, readOnly } = useEditing();
  const field = <Key extends keyof FlagDefinition>(key: Key) => ({
    value: definition[key],
    problem: problemAt(problems, key),
    onValue: (value: FlagDefinition[Key] | undefined) => onDefinition(withKey(definition, key, value)),
  });
  const expires = field('expires');
  const kind = kindOf(definition);
  const byKind = isPermanentByKind(definition);
  return (
    <Part legend="About">
      <TypedField label="Description" rows={2} codec={optionalText} {...field('description')} />
      <div class="columns">
        <ChoiceField
          label="Kind"
          hint={FLAG_KINDS[kind].hint}
          problem={problemAt(problems, 'kind')}
          value={kind}
          choices={KIND_CHOICES}
          onChoose={(chosen) =>
            onDefinition(withKey(definition, 'kind', chosen === 'release' ? undefined : (chosen as FlagKind)))
          }
        />
        <TypedField label="Owner" placeholder="a person or a team" codec={optionalText} {...field('owner')} />
        <TypedField label="Tags" placeholder="separated by commas" codec={words} {...field('tags')} />
        <Labelled
          label="Expires"
          hint="The planned day of removal. After it the flag is stale."
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
          hint={`Never stale. Default for this kind: ${byKind ? 'yes' : 'no'}.`}
          problem={problemAt(problems, 'permanent')}
          checked={isPermanent(definition)}
          onCheck={(checked) =>
            onDefinition(withKey(definition, 'permanent', checked === byKind ? undefined : checked))
          }
        />
      </div>
      <More summary="Metadata" isOpenAtFirst={definition.metadata !== undefined}>
        <TypedField
          label="Metadata"
          hint="A JSON object for your own tools, returned with every answer."
          isCode
          rows={4}
          codec={optionalJsonObject}
          {...field('metadata')}
        />
      </More>
    </Part>
  );
}
