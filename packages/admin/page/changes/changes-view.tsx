import type { JSX } from 'preact';
import { api } from '../api.js';
import { Heading } from '../app/heading.js';
import { useNow } from '../app/now.js';
import { flagStore } from '../flags/flag-store.js';
import { routeHash } from '../routing/route.js';
import { useStore } from '../state/observable.js';
import { ChangeEntry } from './change-entry.js';
import { ChangeList } from './change-list.js';
import { useChangePages } from './change-pages.js';
import { useVersionOf } from './version-of.js';
import type { ChangeRecord } from '../records.js';

const SEGMENT_PREFIX = '$segment.';

/** The changes of all flags and segments. */
export function ChangesView(): JSX.Element {
  const now = useNow();
  const version = useVersionOf(useStore(flagStore, ({ byName }) => byName));
  const pages = useChangePages((before) => api.changes(before), version);
  return (
    <>
      <Heading title="Changes" />
      <p class="lead">Who changed which flag, newest first.</p>
      <ChangeList
        pages={pages}
        entry={(entry) => (
          <ChangeEntry key={entry.id} entry={entry} now={now} subject={<Subject entry={entry} />} />
        )}
      />
    </>
  );
}

function Subject({ entry: { name } }: { readonly entry: ChangeRecord }): JSX.Element {
  if (!name.startsWith(SEGMENT_PREFIX))
    return <a href={routeHash({ view: 'flag', name, tab: 'history' })}>{name}</a>;
  const segment = name.slice(SEGMENT_PREFIX.length);
  return <a href={routeHash({ view: 'segment', name: segment })}>segment {segment}</a>;
}
