import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useNow } from '../app/now.js';
import { SelectAllBox } from '../bulk/select-box.js';
import { readOnlyReason, session } from '../session/session.js';
import type { FlagRecord } from '../records.js';
import { useStore } from '../state/observable.js';
import { fleetUsage } from '../usage/fleet-usage.js';
import { FlagRow } from './flag-row.js';
import { moveByKey } from './row-keys.js';
import { visibleRows } from './visible-rows.js';

const GUESSED_ROW_HEIGHT = 60;

/** The flags as a table. Renders only the visible rows, so that thousands of flags scroll smoothly. */
export function FlagTable({ records }: { readonly records: readonly FlagRecord[] }): JSX.Element {
  const body = useRef<HTMLDivElement>(null);
  const [rowHeight, setRowHeight] = useState(GUESSED_ROW_HEIGHT);
  const [range, setRange] = useState({ first: 0, end: 40 });

  useLayoutEffect(() => {
    const measure = (): void => {
      const element = body.current;
      if (element === null) return;
      // The style sheet sets the row height, which depends on the screen width and the font size.
      const row = element.querySelector('[role="row"]')?.getBoundingClientRect().height ?? rowHeight;
      setRowHeight(row);
      const above = -element.getBoundingClientRect().top;
      const next = visibleRows(records.length, { above, height: innerHeight, rowHeight: row });
      setRange((now) => (now.first === next.first && now.end === next.end ? now : next));
    };
    measure();
    addEventListener('scroll', measure, { passive: true });
    addEventListener('resize', measure);
    return () => {
      removeEventListener('scroll', measure);
      removeEventListener('resize', measure);
    };
  }, [records.length, rowHeight]);

  const reveal = (row: number): void => {
    const top = body.current?.getBoundingClientRect().top ?? 0;
    scrollTo(0, scrollY + top + (row - 2) * rowHeight - innerHeight / 2);
  };
  const now = useNow();
  const mayWrite = useStore(session, readOnlyReason) === undefined;
  const fleet = useStore(fleetUsage, (value) => value);
  const usage = fleet?.since === undefined ? undefined : fleet;
  const { first } = range;
  const end = Math.min(range.end, records.length);
  return (
    <div
      class={['table', usage && 'table-used', mayWrite && 'table-select'].filter(Boolean).join(' ')}
      role="table"
      aria-label="Flags"
      aria-rowcount={records.length + 1}
      onKeyDown={(event) => moveByKey(event, event.currentTarget, records.length, reveal)}
    >
      <div role="rowgroup">
        <div class="row row-head" role="row" aria-rowindex={1}>
          {mayWrite && (
            <span class="cell-select" role="columnheader">
              <SelectAllBox records={records} />
            </span>
          )}
          <span role="columnheader">On</span>
          <span role="columnheader">Flag</span>
          <span role="columnheader">Serves</span>
          <span class="cell-tags" role="columnheader">
            Tags
          </span>
          <span class="cell-owner" role="columnheader">
            Owner
          </span>
          <span class="cell-time" role="columnheader">
            Changed
          </span>
          {usage !== undefined && (
            <span class="cell-time" role="columnheader">
              Used
            </span>
          )}
        </div>
      </div>
      <div
        ref={body}
        role="rowgroup"
        style={{
          paddingTop: `${first * rowHeight}px`,
          paddingBottom: `${Math.max(0, records.length - end) * rowHeight}px`,
        }}
      >
        {records.slice(first, end).map((record, index) => (
          <FlagRow
            key={record.name}
            record={record}
            index={first + index + 2}
            mayWrite={mayWrite}
            usage={usage}
            now={now}
          />
        ))}
      </div>
    </div>
  );
}
