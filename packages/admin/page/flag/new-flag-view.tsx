import type { JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { Heading } from '../app/heading.js';
import { FlagEditor } from '../editor/flag-editor.js';
import { flagStore, putFlag } from '../flags/flag-store.js';
import { tellDone } from '../flags/store-change.js';
import { guardPlace, restate } from '../routing/navigation.js';
import type { Query } from '../routing/route.js';
import { readOnlyReason, session } from '../session/session.js';
import { useStore } from '../state/observable.js';
import { firstRecord, readNewFlagType } from './new-flag-type.js';

/** A flag that is not stored yet. */
export function NewFlagView({ name, query }: { readonly name: string; readonly query: Query }): JSX.Element {
  const readOnly = useStore(session, readOnlyReason);
  const type = readNewFlagType(query['type']);
  const draft = useMemo(() => firstRecord(name, type), [name, type]);
  const leave = (): void => {
    guardPlace(false);
    // The browser's back button then leads to the list, not to a new flag.
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
        key={type}
        record={draft}
        readOnly={readOnly}
        onDirty={guardPlace}
        onSaved={(saved, before) => {
          putFlag(saved);
          const isNew = before.version === null;
          tellDone(`${name} is ${isNew ? 'created' : 'saved'}`, name, isNew ? undefined : before, saved);
          leave();
        }}
      />
    </>
  );
}
