import type { FlagsStatus } from '@halyard/core';
import { putFlags } from '../flags/flag-store.js';
import type { FlagRecord } from '../records.js';
import { segmentsChanged } from '../segments/segment-store.js';
import { serverStatus } from '../status/server-status.js';
import type { ServerEvent } from './event-parser.js';

/** The data of a `change` event: the current flag or segment. */
type Change =
  | { readonly name: string; readonly flag: FlagRecord | null }
  | { readonly name: string; readonly segment: unknown };

/** Applies events in one step. Returns `true` if the flags must be read again. */
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

// A flag whose text becomes invalid keeps its definition. Only this event reports it.
function takeStatus(status: FlagsStatus): boolean {
  const before = serverStatus.value;
  serverStatus.set({ backend: status.name, ...before, status });
  return before !== undefined && JSON.stringify(before.status.invalid) !== JSON.stringify(status.invalid);
}
