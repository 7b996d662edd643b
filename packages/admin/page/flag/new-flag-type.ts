import type { FlagDefinition } from '@halyard/core';
import type { FlagRecord } from '../records.js';

/** What a new flag serves: on or off, one of several named variants, or a plain value such as a number. */
export type NewFlagType = 'switch' | 'variants' | 'value';

/** The types with what they are called and good for. */
export const NEW_FLAG_TYPES: readonly (readonly [type: NewFlagType, text: string])[] = [
  ['switch', 'On or off: gates a feature'],
  ['variants', 'Variants: one of several, such as an experiment'],
  ['value', 'Value: a number, text or JSON'],
];

/** The type that an address names; on or off when it names none. */
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

/** A new flag of this type, not stored yet, which changes nothing for anyone. */
export function firstRecord(name: string, type: NewFlagType): FlagRecord {
  return {
    name,
    version: null,
    state: 'off',
    reach: 'none',
    text: null,
    definition: FIRST_DEFINITIONS[type],
  };
}
