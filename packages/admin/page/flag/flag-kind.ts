import type { FlagDefinition } from '@halyard/core';

/** What a flag gives: on or off, one of several named variants, or a plain value such as a number. */
export type FlagKind = 'switch' | 'variants' | 'value';

/** The kinds with what they are called and good for. */
export const FLAG_KINDS: readonly (readonly [kind: FlagKind, text: string])[] = [
  ['switch', 'On or off: gates a feature'],
  ['variants', 'Variants: one of several, such as an experiment'],
  ['value', 'Value: a number, text or JSON'],
];

/** The kind that an address names; on or off when it names none. */
export function readKind(text: string | undefined): FlagKind {
  return FLAG_KINDS.find(([kind]) => kind === text)?.[0] ?? 'switch';
}

/** What a new flag of this kind begins with: something that changes nothing for anybody yet. */
export function firstDefinition(kind: FlagKind): FlagDefinition {
  switch (kind) {
    case 'switch':
      return { enabled: false };
    case 'variants':
      return {
        default: 'control',
        variants: { control: 'control', treatment: 'treatment' },
        rules: [{ split: { control: 100, treatment: 0 } }],
      };
    default:
      return { default: 0, rules: [] };
  }
}
