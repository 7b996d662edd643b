import type { FlagDefinition, Requirement } from '@halyard/core';
import { withKey } from './json-object.js';

/** An entry of `requires`: the name of a flag that must be on, or an object. */
export type RequiresEntry = NonNullable<FlagDefinition['requires']>[number];

/** The required state of the other flag. */
export type RequiredState = 'on' | 'off' | 'variant';

/** An entry as an object, also if it is only a name. */
export function spelledRequirement(entry: RequiresEntry): Requirement {
  return typeof entry === 'string' ? { flag: entry } : entry;
}

/** The requirement, as a plain name if that is enough. */
export function shortRequirement(requirement: Requirement): RequiresEntry {
  return Object.keys(requirement).length === 1 ? requirement.flag : requirement;
}

/** The state that a requirement needs. */
export function requiredState({ variant, enabled }: Requirement): RequiredState {
  if (variant !== undefined) return 'variant';
  return enabled === false ? 'off' : 'on';
}

/** The requirement with another state. A new variant is still empty. */
export function withRequiredState(requirement: Requirement, state: RequiredState): Requirement {
  const plain = withKey(withKey(requirement, 'enabled', undefined), 'variant', undefined);
  if (state === 'on') return plain;
  return state === 'off' ? { ...plain, enabled: false } : { ...plain, variant: requirement.variant ?? '' };
}
