import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { api } from '../api.js';
import { useNow } from '../app/now.js';
import { openConflict, theirsOf } from '../conflict/conflicts.js';
import { DiffView } from '../diff/diff-view.js';
import { putFlags, putResult } from '../flags/flag-store.js';
import { tellDone } from '../flags/store-change.js';
import { sentenceOf } from '../http/problem-error.js';
import type { FlagRecord } from '../records.js';
import { showToast } from '../toast/toasts.js';
import { Button } from '../ui/button.js';
import { Dialog, DialogButtons } from '../ui/dialog.js';
import { TextField } from '../ui/field.js';
import { agoWords } from '../words/time-words.js';
import type { PastVersion } from './flag-history.js';

/** The version to restore, and the current one. */
export interface RestoreDialogProps {
  readonly name: string;
  readonly record: FlagRecord | undefined;
  readonly version: PastVersion;
  readonly onClose: () => void;
}

/** Shows the changes of a restore, and makes them. */
export function RestoreDialog({ name, record, version, onClose }: RestoreDialogProps): JSX.Element {
  const now = useNow();
  const [comment, setComment] = useState('');
  const { entry, side } = version;
  const text = entry[side];
  const title =
    side === 'before'
      ? `Undo the last change of ${name}?`
      : `Take ${name} back to what it was ${agoWords(entry.at, now)}?`;
  return (
    <Dialog title={title} wide onClose={onClose}>
      <p>{text === null ? 'The flag did not exist before: it is deleted.' : 'This is what changes now:'}</p>
      <DiffView label="What changes" before={record?.text ?? null} after={text} />
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
          void goBack(name, record, version, comment);
        }}
      >
        <TextField label="Reason (for the history)" value={comment} onInput={setComment} />
        <DialogButtons>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit">
            {side === 'before' ? 'Undo the change' : 'Go back'}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}

async function goBack(
  name: string,
  record: FlagRecord | undefined,
  version: PastVersion,
  comment: string,
): Promise<void> {
  const { entry, side } = version;
  try {
    const after = await api.undo(name, entry, side, { ifMatch: record?.version ?? null, comment });
    putResult(name, record, after);
    tellDone(`${name} is what it was`, name, record, after);
  } catch (error) {
    const conflict = theirsOf(error);
    if (conflict === undefined) {
      return showToast({ kind: 'failed', text: `Could not go back (${name}). ${sentenceOf(error)}` });
    }
    const { current } = conflict;
    putFlags([[name, current]]);
    openConflict.set({
      name,
      wanted: 'go back to an earlier version',
      mine: entry[side],
      theirs: current,
      applyMine: () => void goBack(name, current ?? undefined, version, comment),
    });
  }
}
