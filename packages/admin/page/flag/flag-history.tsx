import type { HistoryEntry } from '@halyard/core';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { api } from '../api.js';
import { useNow } from '../app/now.js';
import { ChangeEntry } from '../changes/change-entry.js';
import { ChangeList } from '../changes/change-list.js';
import { useChangePages } from '../changes/change-pages.js';
import type { FlagRecord } from '../records.js';
import { readOnlyReason, session } from '../session/session.js';
import { useStore } from '../store/store.js';
import { Button } from '../ui/button.js';
import { RestoreDialog } from './restore-dialog.js';

/** A flag, as it is now if it is there. */
export interface FlagHistoryProps {
  readonly name: string;
  readonly record: FlagRecord | undefined;
}

/** A version of the past to go back to. */
export interface PastVersion {
  readonly entry: HistoryEntry;
  readonly side: 'before' | 'after';
}

/** Who changed a flag, when, why and how, with the way back to any version. */
export function FlagHistory({ name, record }: FlagHistoryProps): JSX.Element {
  const now = useNow();
  const readOnly = useStore(session, readOnlyReason);
  const pages = useChangePages((before) => api.history(name, before), record?.version ?? null);
  const [chosen, choose] = useState<PastVersion>();
  const actions = (entry: HistoryEntry, index: number): JSX.Element | undefined => {
    // The newest change can only be taken back; what an older one made, and is gone since, can be had again.
    const side = index === 0 ? 'before' : 'after';
    if (entry[side] === null && side === 'after') return undefined;
    return (
      <Button disabledBecause={readOnly} onClick={() => choose({ entry, side })}>
        {index === 0 ? 'Undo this change…' : 'Go back to this version…'}
      </Button>
    );
  };
  return (
    <section aria-label="History">
      <h2 class="visually-hidden">History</h2>
      <ChangeList
        pages={pages}
        entry={(entry, index) => (
          <ChangeEntry key={entry.id} entry={entry} now={now} actions={actions(entry, index)} />
        )}
      />
      {chosen && (
        <RestoreDialog name={name} record={record} version={chosen} onClose={() => choose(undefined)} />
      )}
    </section>
  );
}
