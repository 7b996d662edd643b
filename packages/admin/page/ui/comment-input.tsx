import type { JSX } from 'preact';
import { Labelled } from './labelled.js';

/** The properties of a comment's input. */
export interface CommentInputProps {
  readonly comment: string;
  readonly onComment: (comment: string) => void;
  readonly readOnly?: boolean;
}

/** An input for the reason of a change, which the history shows. */
export function CommentInput({ comment, onComment, readOnly = false }: CommentInputProps): JSX.Element {
  return (
    <Labelled label="Comment" isLabelHidden>
      {(control) => (
        <input
          {...control}
          class="input"
          placeholder="Reason, for the history"
          maxLength={1000}
          value={comment}
          autoComplete="off"
          readOnly={readOnly}
          onInput={(event) => onComment(event.currentTarget.value)}
        />
      )}
    </Labelled>
  );
}
