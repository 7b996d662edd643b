import type { FlagDefinition } from '@halyard/core';
import { enabledState } from '../../src/flags/flag-state.js';
import type { FlagRecord } from '../records.js';

/** Whether a flag's switch is on, that is enabled. An invalid flag is off. A flag that is not stored is what it serves. */
export function isSwitchedOn({ stored, state, definition }: FlagRecord): boolean {
  if (!stored) return state === 'on';
  return definition !== null && definition.enabled !== false;
}

/** The expected flag after it is enabled or disabled, to show before the server answers. Disabled means off. */
export function switched(record: FlagRecord, on: boolean): FlagRecord {
  const before = record.stored ? record : asStored(record);
  const { enabled: _, ...rest } = before.definition ?? {};
  const definition: FlagDefinition = on ? rest : { enabled: false, ...rest };
  return { ...before, definition, state: on ? enabledState(before) : 'off' };
}

/** A flag that only the program declares, as the server stores it: its switch replaces its boolean default. */
function asStored(record: FlagRecord): FlagRecord {
  const { default: value, ...rest } = record.definition ?? {};
  return typeof value === 'boolean'
    ? { ...record, stored: true, reach: 'everyone', definition: rest }
    : { ...record, stored: true };
}
