import type { FlagDefinition } from '@halyard/core';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { switched } from '../flags/switched.js';
import type { FlagRecord } from '../records.js';
import { useStore } from '../state/observable.js';
import { Button } from '../ui/button.js';
import { CommentInput } from '../ui/comment-input.js';
import { counted } from '../words/word-list.js';
import { changeMany } from './change-many.js';
import { isSelectable, select, selection } from './selection.js';
import { TagDialog } from './tag-dialog.js';

/** The actions on the selected flags of the list. Only those that are shown count. */
export function BulkBar({ shown }: { readonly shown: readonly FlagRecord[] }): JSX.Element | null {
  const names = useStore(selection, (value) => value);
  const [comment, setComment] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [isTagging, setTagging] = useState(false);
  // A later visit of the list begins without a selection.
  useEffect(() => () => selection.set(new Set()), []);
  const records = shown.filter((record) => names.has(record.name) && isSelectable(record));
  if (records.length === 0) return null;
  const clear = (): void => select([...names], false);
  const apply = async (done: string, change: (record: FlagRecord) => FlagDefinition): Promise<void> => {
    setBusy(true);
    const isDone = await changeMany({ records, change, done, comment: comment.trim() || undefined });
    setBusy(false);
    if (!isDone) return;
    setComment('');
    clear();
  };
  const turn = (on: boolean): void =>
    void apply(`switched ${on ? 'on' : 'off'}`, (record) => switched(record, on).definition ?? {});
  return (
    <div class="bulk-bar" role="region" aria-label="Selected flags">
      <strong class="bulk-count" role="status">
        {counted(records.length, 'flag')} selected
      </strong>
      <CommentInput comment={comment} onComment={setComment} />
      <div class="bulk-buttons">
        <Button busy={isBusy} onClick={() => turn(true)}>
          Switch on
        </Button>
        <Button busy={isBusy} onClick={() => turn(false)}>
          Switch off
        </Button>
        <Button busy={isBusy} onClick={() => setTagging(true)}>
          Tag…
        </Button>
        <Button kind="quiet" onClick={clear}>
          Clear
        </Button>
      </div>
      {isTagging && (
        <TagDialog
          records={records}
          onClose={() => setTagging(false)}
          onTag={(tag, isAdded) =>
            void apply(isAdded ? `tagged ${tag}` : `without the tag ${tag}`, ({ definition }) =>
              tagged(definition ?? {}, tag, isAdded),
            )
          }
        />
      )}
    </div>
  );
}

function tagged({ tags = [], ...rest }: FlagDefinition, tag: string, isAdded: boolean): FlagDefinition {
  const others = tags.filter((each) => each !== tag);
  const after = isAdded ? [...others, tag] : others;
  // A tag that is there stays where it is.
  if (isAdded && tags.includes(tag)) return { ...rest, tags };
  return after.length === 0 ? rest : { ...rest, tags: after };
}
