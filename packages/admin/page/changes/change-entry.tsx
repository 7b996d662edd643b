import type { ComponentChildren, JSX } from 'preact';
import { DiffView } from '../diff/diff-view.js';
import { agoWords } from '../words/time-words.js';
import { capitalised } from '../words/word-list.js';
import type { ChangeRecord } from '../records.js';

/** The properties of a change entry. */
export interface ChangeEntryProps {
  readonly entry: ChangeRecord;
  readonly now: number;
  /** The changed flag, if it is not clear from the view. */
  readonly subject?: ComponentChildren;
  readonly actions?: ComponentChildren;
}

/** One change of the history: what it did, its author, time and reason, and the difference behind "Details". */
export function ChangeEntry({ entry, now, subject, actions }: ChangeEntryProps): JSX.Element {
  const { at, actor, comment, before, after, summary } = entry;
  const when = new Date(at);
  return (
    <li class="change card">
      <div class="change-head">
        <span>
          {subject && <>{subject}: </>}
          <strong>{subject === undefined ? capitalised(summary) : summary}</strong> by{' '}
          {actor ?? 'an unknown user'},{' '}
          <time dateTime={when.toISOString()} title={when.toLocaleString()}>
            {agoWords(at, now)}
          </time>
        </span>
        {actions && <span class="change-actions">{actions}</span>}
      </div>
      {comment !== undefined && <p class="change-comment">“{comment}”</p>}
      <details class="change-details">
        <summary>Details</summary>
        <DiffView label={`Difference of the change ${agoWords(at, now)}`} before={before} after={after} />
      </details>
    </li>
  );
}
