import type { JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { Heading } from '../app/heading.js';
import { FlagEditor } from '../editor/flag-editor.js';
import { flagStore, putFlag } from '../flags/flag-store.js';
import { tellDone } from '../flags/store-change.js';
import type { FlagRecord } from '../records.js';
import { guardPlace, restate } from '../routing/navigation.js';
import type { Query } from '../routing/route.js';
import { readOnlyReason, session } from '../session/session.js';
import { useStore } from '../store/store.js';
import { firstDefinition, readKind } from './flag-kind.js';

/** A flag that is not stored yet. */
export function NewFlagView({ name, query }: { readonly name: string; readonly query: Query }): JSX.Element {
  const readOnly = useStore(session, readOnlyReason);
  const kind = readKind(query['kind']);
  const draft = useMemo<FlagRecord>(
    () => ({ name, version: null, state: 'off', text: null, definition: firstDefinition(kind) }),
    [name, kind],
  );
  const leave = (): void => {
    guardPlace(false);
    // Whoever goes back from there wants the list, and not to make the flag again.
    restate({ view: 'flag', name, tab: 'edit' });
  };
  useEffect(() => {
    if (flagStore.value.byName.has(name)) leave();
    return () => guardPlace(false);
  }, []);
  return (
    <>
      <p class="way-back">
        <a href="#/flags">All flags</a>
      </p>
      <div class="title-row">
        <Heading title={`New flag ${name}`}>{name}</Heading>
        <span class="badge">not stored yet</span>
      </div>
      <h2 class="visually-hidden">Definition</h2>
      <FlagEditor
        key={kind}
        record={draft}
        readOnly={readOnly}
        onDirty={guardPlace}
        onSaved={(saved, before) => {
          putFlag(saved);
          const isNew = before.version === null;
          tellDone(`${name} is ${isNew ? 'made' : 'saved'}`, name, isNew ? undefined : before, saved);
          leave();
        }}
      />
    </>
  );
}
