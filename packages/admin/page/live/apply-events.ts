import type { FlagsStatus } from '@halyard/core';
import { putFlags } from '../flags/flag-store.js';
import type { FlagRecord } from '../records.js';
import { segmentsChanged } from '../segments/segment-store.js';
import { serverStatus } from '../status/server-status.js';
import type { ServerEvent } from './event-parser.js';

/** What a `change` event tells: a flag, or a segment, as it is now. */
type Change =
  | { readonly name: string; readonly flag: FlagRecord | null }
  | { readonly name: string; readonly segment: unknown };

/** Takes in what some events tell, in one step. `true` when the flags have to be read again. */
export function applyEvents(events: readonly ServerEvent[]): boolean {
  const changed = new Map<string, FlagRecord | null>();
  let mustReload = false;
  for (const { event, data } of events) {
    if (data === undefined) continue;
    if (event === 'reset') {
      mustReload = true;
      segmentsChanged();
    }
    if (event === 'status') mustReload = takeStatus(JSON.parse(data) as FlagsStatus) || mustReload;
    if (event !== 'change') continue;
    const change = JSON.parse(data) as Change;
    if ('flag' in change) changed.set(change.name, change.flag);
    else segmentsChanged();
  }
  if (changed.size > 0) putFlags(changed);
  return mustReload;
}

// A flag whose text can no longer be used keeps what it was: no event tells of that but this one.
function takeStatus(status: FlagsStatus): boolean {
  const before = serverStatus.value;
  serverStatus.set({ backend: before?.backend ?? status.name, status });
  return before !== undefined && JSON.stringify(before.status.invalid) !== JSON.stringify(status.invalid);
}
