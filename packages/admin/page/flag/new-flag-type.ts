import type { FlagDefinition } from '@halyard/core';
import type { FlagRecord } from '../records.js';

/** The type of a new flag: on or off, named variants, or a plain value such as a number. */
export type NewFlagType = 'switch' | 'variants' | 'value';

/** The types with their labels. */
export const NEW_FLAG_TYPES: readonly (readonly [type: NewFlagType, text: string])[] = [
  ['switch', 'On or off: gates a feature'],
  ['variants', 'Variants: one of several, such as an experiment'],
  ['value', 'Value: a number, text or JSON'],
];

/** The type in an address; the default is on or off. */
export function readNewFlagType(text: string | undefined): NewFlagType {
  return NEW_FLAG_TYPES.find(([type]) => type === text)?.[0] ?? 'switch';
}

const FIRST_DEFINITIONS = {
  switch: { enabled: false },
  variants: {
    default: 'control',
    variants: { control: 'control', treatment: 'treatment' },
    rules: [{ split: { control: 100, treatment: 0 } }],
  },
  value: { default: 0 },
} as const satisfies Record<NewFlagType, FlagDefinition>;

/** A new flag of this type, not stored yet. It changes nothing for any user. */
export function firstRecord(name: string, type: NewFlagType): FlagRecord {
  return {
    name,
    stored: false,
    declared: false,
    version: null,
    state: 'off',
    reach: 'none',
    text: null,
    definition: FIRST_DEFINITIONS[type],
  };
}
