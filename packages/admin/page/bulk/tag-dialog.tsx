import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { FlagRecord } from '../records.js';
import { Button } from '../ui/button.js';
import { Dialog, DialogButtons } from '../ui/dialog.js';
import { TextField } from '../ui/field.js';
import { counted } from '../words/word-list.js';

/** The properties of a tag dialog. */
export interface TagDialogProps {
  readonly records: readonly FlagRecord[];
  /** Called with a tag to add or remove, after the dialog is closed. */
  readonly onTag: (tag: string, isAdded: boolean) => void;
  readonly onClose: () => void;
}

/** Asks for a tag that several flags get or lose. */
export function TagDialog({ records, onTag, onClose }: TagDialogProps): JSX.Element {
  const [tag, setTag] = useState('');
  const name = tag.trim();
  const missing = name === '' ? 'Enter a tag first' : undefined;
  const has = records.some(({ definition }) => definition?.tags?.includes(name) === true);
  const decide = (isAdded: boolean): void => {
    onClose();
    onTag(name, isAdded);
  };
  return (
    <Dialog title={`Tag ${counted(records.length, 'flag')}`} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (missing === undefined) decide(true);
        }}
      >
        <TextField label="Tag" value={tag} onInput={setTag} />
        <DialogButtons>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            disabledBecause={missing ?? (has ? undefined : 'None of them has this tag')}
            onClick={() => decide(false)}
          >
            Remove it
          </Button>
          <Button kind="primary" type="submit" disabledBecause={missing}>
            Add it
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
