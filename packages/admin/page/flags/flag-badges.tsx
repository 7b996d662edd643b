import type { JSX } from 'preact';
import type { FlagRecord } from '../records.js';

/** What is out of the ordinary about a flag, in a word each. */
export function FlagBadges({ record }: { readonly record: FlagRecord }): JSX.Element {
  const { problem, stale, definition } = record;
  return (
    <>
      {problem !== undefined && (
        <span class="badge badge-bad" title={problem}>
          problem
        </span>
      )}
      {stale !== undefined && (
        <span class="badge badge-warn">{stale.reason === 'expired' ? 'expired' : 'settled'}</span>
      )}
      {definition?.permanent === true && <span class="badge">permanent</span>}
    </>
  );
}
