import type { JSX } from 'preact';
import { useEditing } from '../editing.js';
import { ChoiceField } from '../fields/choice-field.js';
import { EditButton } from '../fields/edit-button.js';
import { OneOrSeveralField } from '../fields/one-or-several-field.js';
import { TypedField } from '../fields/typed-field.js';
import { anyText } from '../model/codecs.js';
import {
  requiredState,
  type RequiredState,
  type RequiresEntry,
  shortRequirement,
  spelledRequirement,
  withRequiredState,
} from '../model/requirement.js';

/** An entry of `requires` and its place, counted from 1. */
export interface RequirementRowProps {
  readonly entry: RequiresEntry;
  readonly number: number;
  readonly problem: string | undefined;
  readonly onEntry: (entry: RequiresEntry) => void;
  readonly onRemove: () => void;
}

const STATES: readonly { readonly value: RequiredState; readonly text: string }[] = [
  { value: 'on', text: 'is on' },
  { value: 'off', text: 'is off' },
  { value: 'variant', text: 'serves a variant' },
];

/** Another flag and its required state. */
export function RequirementRow(props: RequirementRowProps): JSX.Element {
  const { entry, number, problem, onEntry, onRemove } = props;
  const { flagNames } = useEditing();
  const requirement = spelledRequirement(entry);
  const set = (changed: typeof requirement): void => onEntry(shortRequirement(changed));
  return (
    <li class="requirement">
      <TypedField
        label={`Required flag ${number}`}
        suggestions={flagNames}
        problem={problem}
        value={requirement.flag}
        codec={anyText}
        onValue={(flag) => set({ ...requirement, flag })}
      />
      <ChoiceField
        label={`State of required flag ${number}`}
        value={requiredState(requirement)}
        choices={STATES}
        onChoose={(state) => set(withRequiredState(requirement, state as RequiredState))}
      />
      {requirement.variant !== undefined && (
        <OneOrSeveralField
          label={`Variant of required flag ${number}`}
          placeholder="one, or several separated by commas"
          value={requirement.variant}
          onValue={(variant) => set({ ...requirement, variant: variant ?? '' })}
        />
      )}
      <EditButton kind="quiet" label={`Remove required flag ${number}`} onClick={onRemove}>
        ×
      </EditButton>
    </li>
  );
}
