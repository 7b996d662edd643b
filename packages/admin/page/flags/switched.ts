import type { FlagDefinition } from '@halyard/core';
import type { FlagRecord, FlagState } from '../records.js';

/** Whether a flag's switch is on: its rules count. One that can't be used is off. */
export function isSwitchedOn({ definition }: FlagRecord): boolean {
  return definition !== null && definition.enabled !== false;
}

/** The flag as it will be once it is switched on or off, to show before the server has said so. */
export function switched(record: FlagRecord, on: boolean): FlagRecord {
  const { enabled: _, ...rest } = record.definition ?? {};
  const definition: FlagDefinition = on ? rest : { enabled: false, ...rest };
  return { ...record, definition, state: stateOf(definition) };
}

function stateOf({ enabled, rules, requires, variants, default: value = false }: FlagDefinition): FlagState {
  const otherwise = variants === undefined ? value : variants[value as string];
  if (enabled === false) return otherwise ? 'on' : 'off';
  return rules === undefined && requires === undefined && variants === undefined ? 'on' : 'conditional';
}
