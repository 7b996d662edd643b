import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { flagStore } from '../flags/flag-store.js';
import { goTo } from '../routing/navigation.js';
import { SelectField } from '../ui/field.js';
import { NameDialog } from '../ui/name-dialog.js';
import { NEW_FLAG_TYPES, type NewFlagType } from './new-flag-type.js';
import { newNameProblem } from './new-name.js';

/** Asks for the name and the type of a new flag, then opens the editor. */
export function NewFlagDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const [type, setType] = useState<NewFlagType>('switch');
  return (
    <NameDialog
      title="New flag"
      hint="The name used in the code, such as new_checkout. It can't be changed later."
      problemOf={(name) => newNameProblem(name, flagStore.value.byName)}
      onName={(name) => goTo({ view: 'new flag', name, query: type === 'switch' ? {} : { type } })}
      onClose={onClose}
    >
      <SelectField label="Type" value={type} options={NEW_FLAG_TYPES} onChange={setType} />
    </NameDialog>
  );
}
