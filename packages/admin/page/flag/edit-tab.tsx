import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { FlagEditor } from '../editor/flag-editor.js';
import { putFlag } from '../flags/flag-store.js';
import { tellDone } from '../flags/store-change.js';
import type { FlagRecord } from '../records.js';
import { guardPlace } from '../routing/navigation.js';

/** The current flag, and the reason why it is read-only, if it is. */
export interface EditTabProps {
  readonly record: FlagRecord;
  readonly readOnly: string | undefined;
}

/** The editor of a stored flag. Asks before unsaved edits are lost. */
export function EditTab({ record, readOnly }: EditTabProps): JSX.Element {
  useEffect(() => () => guardPlace(false), []);
  return (
    <>
      <h2 class="visually-hidden">Definition</h2>
      <FlagEditor
        record={record}
        readOnly={readOnly}
        onDirty={guardPlace}
        onSaved={(saved, before) => {
          putFlag(saved);
          tellDone(
            `${record.name} is saved`,
            record.name,
            before.version === null ? undefined : before,
            saved,
          );
        }}
      />
    </>
  );
}
