import type { JSX } from 'preact';
import type { FlagRecord } from '../records.js';
import { FLAG_KINDS, kindOf } from './flag-kinds.js';

/** The badges of a flag, such as stale or its kind. */
export function FlagBadges({ record }: { readonly record: FlagRecord }): JSX.Element {
  const { stored, noEffect, problem, stale, definition } = record;
  const kind = definition === null ? 'release' : kindOf(definition);
  return (
    <>
      {problem !== undefined && (
        <span class="badge badge-bad" title={problem}>
          problem
        </span>
      )}
      {noEffect !== undefined && (
        <span class="badge badge-warn" title={noEffect}>
          forced
        </span>
      )}
      {!stored && (
        <span class="badge" title="The code declares this flag; its default answers">
          not stored
        </span>
      )}
      {stale !== undefined && <span class="badge badge-warn">{stale.reason}</span>}
      {kind !== 'release' && <span class="badge">{FLAG_KINDS[kind].text.toLowerCase()}</span>}
      {definition?.permanent === true && <span class="badge">permanent</span>}
    </>
  );
}
