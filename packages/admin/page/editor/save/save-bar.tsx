import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { DiffView } from '../../diff/diff-view.js';
import { Button } from '../../ui/button.js';
import { CommentInput } from '../../ui/comment-input.js';

/** The properties of the save bar. */
export interface SaveBarProps {
  /** The definition before and after, as text. */
  readonly before: string;
  readonly after: string;
  readonly isChanged: boolean;
  readonly isBusy: boolean;
  /** The reason why saving is disabled; `undefined` if it is not. */
  readonly disabledBecause: string | undefined;
  readonly comment: string;
  readonly onComment: (comment: string) => void;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
}

/** The changes, a comment, and buttons to save or discard them. */
export function SaveBar(props: SaveBarProps): JSX.Element {
  const { before, after, isChanged, isBusy, disabledBecause, comment, onComment, onSave, onDiscard } = props;
  const [isShown, setShown] = useState(false);
  return (
    <div class="save-bar" role="region" aria-label="Save">
      {isShown && isChanged && <DiffView label="What changes" before={before} after={after} />}
      <div class="save-row">
        <CommentInput
          comment={comment}
          onComment={onComment}
          readOnly={disabledBecause !== undefined && !isChanged}
        />
        <div class="save-buttons">
          {isChanged && (
            <>
              <button
                type="button"
                class="button button-quiet"
                aria-expanded={isShown}
                onClick={() => setShown(!isShown)}
              >
                {isShown ? 'Hide changes' : 'Show changes'}
              </button>
              <Button onClick={onDiscard}>Discard</Button>
            </>
          )}
          <Button kind="primary" busy={isBusy} disabledBecause={disabledBecause} onClick={onSave}>
            Save
          </Button>
        </div>
      </div>
    </div>
  );
}
