import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { storeChange } from '../flags/store-change.js';
import type { FlagRecord } from '../records.js';
import { goTo, guardPlace } from '../routing/navigation.js';
import { Button } from '../ui/button.js';
import { Dialog, DialogButtons } from '../ui/dialog.js';
import { TextField } from '../ui/field.js';

/** The properties of the dialog. */
export interface DeleteDialogProps {
  readonly record: FlagRecord;
  readonly onClose: () => void;
}

/** Deletes a flag after its name is typed. */
export function DeleteDialog({ record, onClose }: DeleteDialogProps): JSX.Element {
  const { name } = record;
  const [typed, setTyped] = useState('');
  const [comment, setComment] = useState('');
  const [busy, setBusy] = useState(false);
  const remove = async (): Promise<void> => {
    setBusy(true);
    const wanted = 'delete it';
    const isGone = await storeChange({
      name,
      source: null,
      before: record,
      wanted,
      done: `${name} is deleted`,
      comment,
    });
    onClose();
    if (!isGone) return;
    guardPlace(false);
    goTo({ view: 'flags', query: {} });
  };
  return (
    <Dialog title={`Delete ${name}?`} onClose={onClose}>
      <p>
        Code that still uses the flag gets the value of the layer below, or its own default. The history keeps
        the flag.
      </p>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() === name) void remove();
        }}
      >
        <TextField label="Type the flag’s name" value={typed} onInput={setTyped} placeholder={name} />
        <TextField label="Reason (for the history)" value={comment} onInput={setComment} />
        <DialogButtons>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="danger"
            type="submit"
            busy={busy}
            disabledBecause={typed.trim() === name ? undefined : 'Type the name first'}
          >
            Delete flag
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
