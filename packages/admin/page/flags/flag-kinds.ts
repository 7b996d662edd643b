import type { FlagDefinition, FlagKind } from '@halyard/core';

/** A kind of flag: its label, its purpose, and whether its flags are permanent by default. */
export interface FlagKindWords {
  readonly text: string;
  readonly hint: string;
  readonly isPermanent: boolean;
}

/** The kinds of flag. */
export const FLAG_KINDS = {
  release: { text: 'Release', hint: 'Releases a feature; removed afterwards.', isPermanent: false },
  experiment: { text: 'Experiment', hint: 'Compares variants; removed afterwards.', isPermanent: false },
  operational: { text: 'Operational', hint: 'Controls how the system runs.', isPermanent: false },
  'kill-switch': { text: 'Kill switch', hint: 'On means that something is stopped.', isPermanent: true },
  permission: { text: 'Permission', hint: 'Decides what some users may do.', isPermanent: true },
} as const satisfies Record<FlagKind, FlagKindWords>;

/** The kind of a flag; the default is a release. */
export function kindOf({ kind = 'release' }: FlagDefinition): FlagKind {
  return kind;
}

/** Whether flags of this kind are permanent by default. */
export function isPermanentByKind(definition: FlagDefinition): boolean {
  return FLAG_KINDS[kindOf(definition)].isPermanent;
}

/** Whether a flag never counts as stale. */
export function isPermanent(definition: FlagDefinition): boolean {
  return definition.permanent ?? isPermanentByKind(definition);
}
