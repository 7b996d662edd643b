import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { flagStore } from '../flags/flag-store.js';
import { goTo } from '../routing/navigation.js';
import { Button } from '../ui/button.js';
import { Dialog, DialogButtons } from '../ui/dialog.js';
import { SelectField, TextField } from '../ui/field.js';
import { FLAG_KINDS, type FlagKind } from './flag-kind.js';
import { newNameProblem } from './new-name.js';

/** Asks for the name and the kind of a new flag, and goes on in the editor. */
export function NewFlagDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const [name, setName] = useState('');
  const [kind, setKind] = useState<FlagKind>('switch');
  const [problem, setProblem] = useState<string>();
  const goOn = (): void => {
    const wrong = newNameProblem(name.trim(), flagStore.value.byName);
    setProblem(wrong);
    if (wrong !== undefined) return;
    onClose();
    goTo({ view: 'new flag', name: name.trim(), query: kind === 'switch' ? {} : { kind } });
  };
  return (
    <Dialog title="New flag" onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          goOn();
        }}
      >
        <TextField
          label="Name"
          value={name}
          onInput={setName}
          problem={problem}
          hint="As the code asks for it, such as new_checkout. It can't be changed later."
        />
        <SelectField label="Kind" value={kind} options={FLAG_KINDS} onChange={setKind} />
        <DialogButtons>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit">
            Go on
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
