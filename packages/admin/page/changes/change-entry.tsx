import type { HistoryEntry } from '@halyard/core';
import type { ComponentChildren, JSX } from 'preact';
import { DiffView } from '../diff/diff-view.js';
import { agoWords } from '../words/time-words.js';
import { capitalised } from '../words/word-list.js';

/** The properties of a change entry. */
export interface ChangeEntryProps {
  readonly entry: HistoryEntry;
  readonly now: number;
  /** The changed flag, if it is not clear from the view. */
  readonly subject?: ComponentChildren;
  readonly actions?: ComponentChildren;
}

/** One change of the history: author, time, reason and difference. */
export function ChangeEntry({ entry, now, subject, actions }: ChangeEntryProps): JSX.Element {
  const { at, actor, comment, before, after } = entry;
  const when = new Date(at);
  return (
    <li class="change card">
      <div class="change-head">
        <span>
          {subject && <>{subject} </>}
          <strong>{subject === undefined ? capitalised(deed(entry)) : deed(entry)}</strong> by{' '}
          {actor ?? 'an unknown user'},{' '}
          <time dateTime={when.toISOString()} title={when.toLocaleString()}>
            {agoWords(at, now)}
          </time>
        </span>
        {actions && <span class="change-actions">{actions}</span>}
      </div>
      {comment !== undefined && <p class="change-comment">“{comment}”</p>}
      <DiffView label={`Difference of the change ${agoWords(at, now)}`} before={before} after={after} />
    </li>
  );
}

function deed({ before, after }: HistoryEntry): string {
  if (before === null) return 'created';
  return after === null ? 'deleted' : 'changed';
}
