import type { JSX } from 'preact';
import { isOutage, stateAt } from '../../src/flags/flag-state.js';
import { memo } from './memo.js';
import { FlagBadges } from '../flags/flag-badges.js';
import { FlagSwitch } from '../flags/flag-switch.js';
import type { FlagRecord } from '../records.js';
import { routeHash } from '../routing/route.js';
import { recordLine } from '../words/record-line.js';

/** One flag of the list. `index` is its row, the head being row 1. */
export const FlagRow = memo(function FlagRow(props: {
  readonly record: FlagRecord;
  readonly index: number;
  readonly now: number;
}): JSX.Element {
  const { record, index, now } = props;
  const { name, definition } = record;
  const state = stateAt(record, now);
  const line = recordLine(record, now);
  return (
    <div class="row" role="row" aria-rowindex={index}>
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
    </div>
  );
});
