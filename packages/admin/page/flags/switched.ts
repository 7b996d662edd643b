import type { FlagDefinition, Reach } from '@halyard/core';
import type { FlagRecord, FlagState } from '../records.js';

/** Whether a flag's switch is on, that is enabled. An invalid flag is off. */
export function isSwitchedOn({ definition }: FlagRecord): boolean {
  return definition !== null && definition.enabled !== false;
}

const ENABLED_STATES = {
  everyone: 'on',
  some: 'conditional',
  none: 'off',
} as const satisfies Record<Reach, FlagState>;

/** The expected flag after it is enabled or disabled, to show before the server answers. Disabled means off. */
export function switched(record: FlagRecord, on: boolean): FlagRecord {
  const { enabled: _, ...rest } = record.definition ?? {};
  const definition: FlagDefinition = on ? rest : { enabled: false, ...rest };
  return { ...record, definition, state: on ? enabledState(record) : 'off' };
}

function enabledState({ reach, definition }: FlagRecord): FlagState {
  // The reach assumes that required flags hold.
  const isFree = (definition?.requires ?? []).length === 0;
  return isFree ? ENABLED_STATES[reach] : 'conditional';
}
