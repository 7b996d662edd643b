import type { FlagDefinition, Requirement } from '@halyard/core';
import { withKey } from './json-object.js';

/** An entry of `requires`: the name of a flag that must be on, or an object. */
export type RequiresEntry = NonNullable<FlagDefinition['requires']>[number];

/** What the other flag must do. */
export type RequiredState = 'on' | 'off' | 'variant';

/** An entry with a mere name spelt out. */
export function spelledRequirement(entry: RequiresEntry): Requirement {
  return typeof entry === 'string' ? { flag: entry } : entry;
}

/** The requirement, as a name where that says it all. */
export function shortRequirement(requirement: Requirement): RequiresEntry {
  return Object.keys(requirement).length === 1 ? requirement.flag : requirement;
}

/** What a requirement asks of the other flag. */
export function requiredState({ variant, enabled }: Requirement): RequiredState {
  if (variant !== undefined) return 'variant';
  return enabled === false ? 'off' : 'on';
}

/** The requirement that asks something else; a variant is still to be named. */
export function withRequiredState(requirement: Requirement, state: RequiredState): Requirement {
  const plain = withKey(withKey(requirement, 'enabled', undefined), 'variant', undefined);
  if (state === 'on') return plain;
  return state === 'off' ? { ...plain, enabled: false } : { ...plain, variant: requirement.variant ?? '' };
}
