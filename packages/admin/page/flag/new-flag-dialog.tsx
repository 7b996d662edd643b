import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { flagStore } from '../flags/flag-store.js';
import { goTo } from '../routing/navigation.js';
import { SelectField } from '../ui/field.js';
import { NameDialog } from '../ui/name-dialog.js';
import { FLAG_KINDS, type FlagKind } from './flag-kind.js';
import { newNameProblem } from './new-name.js';

/** Asks for the name and the kind of a new flag, and goes on in the editor. */
export function NewFlagDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const [kind, setKind] = useState<FlagKind>('switch');
  return (
    <NameDialog
      title="New flag"
      hint="As the code asks for it, such as new_checkout. It can't be changed later."
      problemOf={(name) => newNameProblem(name, flagStore.value.byName)}
      onName={(name) => goTo({ view: 'new flag', name, query: kind === 'switch' ? {} : { kind } })}
      onClose={onClose}
    >
      <SelectField label="Kind" value={kind} options={FLAG_KINDS} onChange={setKind} />
    </NameDialog>
  );
}
