import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { api } from '../api.js';
import { useNow } from '../app/now.js';
import { ChangeEntry } from '../changes/change-entry.js';
import { ChangeList } from '../changes/change-list.js';
import { useChangePages } from '../changes/change-pages.js';
import type { ChangeRecord, FlagRecord } from '../records.js';
import { readOnlyReason, session } from '../session/session.js';
import { useStore } from '../state/observable.js';
import { Button } from '../ui/button.js';
import { RestoreDialog } from './restore-dialog.js';

/** The name of a flag, and the current flag if it exists. */
export interface FlagHistoryProps {
  readonly name: string;
  readonly record: FlagRecord | undefined;
}

/** An earlier version to restore. */
export interface PastVersion {
  readonly entry: ChangeRecord;
  readonly side: 'before' | 'after';
}

/** The history of a flag, with buttons to restore any version. */
export function FlagHistory({ name, record }: FlagHistoryProps): JSX.Element {
  const now = useNow();
  const readOnly = useStore(session, readOnlyReason) ?? record?.noEffect;
  const pages = useChangePages((before) => api.history(name, before), record?.version ?? null);
  const [chosen, choose] = useState<PastVersion>();
  const actions = (entry: ChangeRecord, index: number): JSX.Element | undefined => {
    // The newest change can be undone. The result of an older change can be restored.
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
