import type { JSX } from 'preact';
import { Heading } from '../app/heading.js';
import { useNow } from '../app/now.js';
import { FlagsGate } from '../flags/when-flags-loaded.js';
import type { FlagRecord } from '../records.js';
import { routeHash } from '../routing/route.js';
import { counted } from '../words/word-list.js';
import { staleWords } from './stale-words.js';

/** The stale flags and the reasons, oldest first. */
export function StaleView(): JSX.Element {
  return (
    <>
      <Heading title="Stale flags" />
      <p class="lead">
        Past their expiry, not used by any process for long, or on for everyone and unchanged for 30 days.
        Remove each from the code first, then here. A flag marked as permanent never counts.
      </p>
      <FlagsGate>{(byName) => <StaleFlags records={[...byName.values()]} />}</FlagsGate>
    </>
  );
}

function StaleFlags({ records }: { readonly records: readonly FlagRecord[] }): JSX.Element {
  const now = useNow();
  const found = records
    .flatMap(({ name, definition, stale }) => (stale === undefined ? [] : [{ name, definition, stale }]))
    .sort((a, b) => a.stale.since - b.stale.since);
  if (found.length === 0) return <p class="empty">No flag is stale.</p>;
  return (
    <>
      <p class="count">{counted(found.length, 'stale flag')}</p>
      <ul class="stale-list">
        {found.map(({ name, definition, stale }) => (
          <li key={name} class="stale-flag">
            <a href={routeHash({ view: 'flag', name, tab: 'edit' })}>{name}</a>
            <span>{staleWords(stale, now)}</span>
            <span class="quiet">{definition?.owner}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
