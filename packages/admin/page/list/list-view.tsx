import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { BulkBar } from '../bulk/bulk-bar.js';
import { Heading } from '../app/heading.js';
import { NewFlagDialog } from '../flag/new-flag-dialog.js';
import { FlagsGate } from '../flags/when-flags-loaded.js';
import type { FlagRecord } from '../records.js';
import { restate } from '../routing/navigation.js';
import type { Query } from '../routing/route.js';
import { readOnlyReason, session } from '../session/session.js';
import { useStore } from '../state/observable.js';
import { exportFlags } from '../transfer/export-flags.js';
import { ImportDialog } from '../transfer/import-dialog.js';
import { Button } from '../ui/button.js';
import { fleetUsage } from '../usage/fleet-usage.js';
import { counted } from '../words/word-list.js';
import { FlagTable } from './flag-table.js';
import { ListFilters } from './list-filters.js';
import { positionLeft, useListPosition } from './list-position.js';
import {
  type ListQuery,
  listedFlags,
  ownersOf,
  readListQuery,
  tagsOf,
  writeListQuery,
} from './list-query.js';

/** All flags, with search, filters, order and switches. */
export function ListView({ query }: { readonly query: Query }): JSX.Element {
  const [dialog, setDialog] = useState<'new' | 'import'>();
  const readOnly = useStore(session, readOnlyReason);
  const [position] = useState(positionLeft);
  useListPosition();
  const close = (): void => setDialog(undefined);
  return (
    <>
      <div class="title-row">
        <Heading title="Flags" scrolledTo={position} />
        <div class="title-actions">
          <Button onClick={() => void exportFlags()}>Export</Button>
          <Button disabledBecause={readOnly} onClick={() => setDialog('import')}>
            Import…
          </Button>
          <Button kind="primary" disabledBecause={readOnly} onClick={() => setDialog('new')}>
            New flag
          </Button>
        </div>
      </div>
      <FlagsGate>{(byName) => <Listed byName={byName} query={query} />}</FlagsGate>
      {dialog === 'new' && <NewFlagDialog onClose={close} />}
      {dialog === 'import' && <ImportDialog onClose={close} />}
    </>
  );
}

function Listed(props: {
  readonly byName: ReadonlyMap<string, FlagRecord>;
  readonly query: Query;
}): JSX.Element {
  const { byName, query } = props;
  const records = useMemo(() => [...byName.values()], [byName]);
  const tags = useMemo(() => tagsOf(records), [records]);
  const owners = useMemo(() => ownersOf(records), [records]);
  const asked = useMemo(() => readListQuery(query), [query]);
  const usage = useStore(fleetUsage, (value) => value);
  const shown = useMemo(() => listedFlags(records, asked, usage), [records, asked, usage]);
  const ask = (next: ListQuery): void => restate({ view: 'flags', query: writeListQuery(next) });
  if (records.length === 0)
    return <p class="empty">There are no flags yet. Create the first one with “New flag”.</p>;
  return (
    <>
      <ListFilters query={asked} tags={tags} owners={owners} onChange={ask} />
      <ResultCount shown={shown.length} all={records.length} />
      {shown.length === 0 ? (
        <div class="empty">
          <p>No flag matches.</p>
          <Button onClick={() => ask({ order: asked.order })}>Show all flags</Button>
        </div>
      ) : (
        <>
          <FlagTable records={shown} />
          <BulkBar shown={shown} />
        </>
      )}
    </>
  );
}

const SETTLE_MS = 400;

/** The number of shown flags. Announced after a pause in typing, not for every key. */
function ResultCount({ shown, all }: { readonly shown: number; readonly all: number }): JSX.Element {
  const text =
    shown === all ? counted(all, 'flag') : `${shown.toLocaleString('en')} of ${counted(all, 'flag')}`;
  const [said, setSaid] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <p class="count">
      <span aria-hidden="true">{text}</span>
      <span class="visually-hidden" role="status">
        {said}
      </span>
    </p>
  );
}
