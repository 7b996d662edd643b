import type { FlagDefinition } from '@halyard/core';
import { enabledState } from '../../src/flags/flag-state.js';
import type { FlagRecord } from '../records.js';

/** Whether a flag's switch is on, that is enabled. An invalid flag is off. */
export function isSwitchedOn({ definition }: FlagRecord): boolean {
  return definition !== null && definition.enabled !== false;
}

/** The expected flag after it is enabled or disabled, to show before the server answers. Disabled means off. */
export function switched(record: FlagRecord, on: boolean): FlagRecord {
  const { enabled: _, ...rest } = record.definition ?? {};
  const definition: FlagDefinition = on ? rest : { enabled: false, ...rest };
  return { ...record, definition, state: on ? enabledState(record) : 'off' };
}
