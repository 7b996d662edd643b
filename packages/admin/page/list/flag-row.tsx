import type { JSX } from 'preact';
import { isOutage, stateAt } from '../../src/flags/flag-state.js';
import { memo } from './memo.js';
import { FlagBadges } from '../flags/flag-badges.js';
import { FlagSwitch } from '../flags/flag-switch.js';
import type { FleetUsage } from '@halyard/core';
import { recordUsage } from '../../src/usage/record-usage.js';
import { usageWords } from '../../src/usage/usage-words.js';
import { SelectBox } from '../bulk/select-box.js';
import type { FlagRecord } from '../records.js';
import { routeHash } from '../routing/route.js';
import { agoWords } from '../words/time-words.js';
import { recordLine } from '../words/record-line.js';

// Making one takes longer than a row.
const TIMES = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** One flag of the list. `index` is its row, the head being row 1. */
export const FlagRow = memo(function FlagRow(props: {
  readonly record: FlagRecord;
  readonly index: number;
  /** Whether the user may change flags. */
  readonly mayWrite: boolean;
  /** The use of all flags; `undefined` if it is not known. */
  readonly usage: FleetUsage | undefined;
  readonly now: number;
}): JSX.Element {
  const { record, index, mayWrite, usage, now } = props;
  const { name, definition, updatedAt } = record;
  const use = record.stored ? recordUsage(usage, record, record.layer) : undefined;
  const state = stateAt(record, now);
  const line = recordLine(record, now);
  return (
    <div class="row" role="row" aria-rowindex={index}>
      {mayWrite && (
        <span class="cell-select" role="cell">
          <SelectBox record={record} />
        </span>
      )}
      <span class="cell-switch" role="cell">
        <FlagSwitch record={record} now={now} />
      </span>
      <span class="cell-name" role="cell">
        <a href={routeHash({ view: 'flag', name, tab: 'edit' })} title={name}>
          {name}
        </a>
        {definition?.description !== undefined && (
          <span class="row-note" title={definition.description}>
            {definition.description}
          </span>
        )}
      </span>
      <span class="cell-line" role="cell">
        <span class={`row-line row-${isOutage(record) ? 'outage' : state}`} title={line}>
          {line}
        </span>
        <span class="badges">
          <FlagBadges record={record} />
        </span>
      </span>
      <span class="cell-tags" role="cell">
        {(definition?.tags ?? []).map((tag) => (
          <span key={tag} class="tag">
            {tag}
          </span>
        ))}
      </span>
      <span class="cell-owner" role="cell" title={definition?.owner}>
        {definition?.owner}
      </span>
      <span
        class="cell-time"
        role="cell"
        title={updatedAt === undefined ? undefined : TIMES.format(updatedAt)}
      >
        {updatedAt !== undefined && agoWords(updatedAt, now)}
      </span>
      {usage !== undefined && (
        <span class="cell-time" role="cell" title={use && usageWords(use, now)}>
          {use && (use.lastUsed === undefined ? 'not used' : agoWords(use.lastUsed, now))}
        </span>
      )}
    </div>
  );
});
