import type { JSX } from 'preact';
import { isOutage } from '../../src/flags/flag-state.js';
import type { FlagRecord } from '../records.js';

/** The badge of a kill switch that is on. */
export function OutageBadge({ record }: { readonly record: FlagRecord }): JSX.Element | null {
  if (!isOutage(record)) return null;
  return (
    <span class="badge badge-bad" title="This kill switch is on: what it controls is stopped">
      {record.state === 'conditional' ? 'partial outage: 503' : 'outage: 503'}
    </span>
  );
}
