import type { JSX } from 'preact';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import type { ChangePages } from './change-pages.js';
import type { ChangeRecord } from '../records.js';

/** The properties of a change list. */
export interface ChangeListProps {
  readonly pages: ChangePages;
  readonly entry: (entry: ChangeRecord, index: number) => JSX.Element;
}

/** The changes of a history, newest first, with a button for older ones. */
export function ChangeList({ pages, entry }: ChangeListProps): JSX.Element {
  const { entries, problem, more } = pages;
  if (problem !== undefined) {
    return <Notice kind="error">The history can’t be shown: {problem}.</Notice>;
  }
  if (entries === undefined) return <p class="quiet">Reading the history…</p>;
  if (entries.length === 0) {
    return (
      <p class="empty">
        There are no recorded changes. Changes of the environment, or of a file by hand, are not recorded.
      </p>
    );
  }
  return (
    <>
      <ol class="changes">{entries.map(entry)}</ol>
      {more && <Button onClick={more}>Show older changes</Button>}
    </>
  );
}
