import type { FlagDefinition, Requirement, Rule } from '../flag/definition.js';
import type { FlagScope } from './flag.js';
import type { EvaluationContext, Outcome } from './evaluation.js';
import { follow } from './follow-reference.js';

/** The requirements of a definition or a rule in their long form. */
export function requirementsOf({ requires = [] }: FlagDefinition | Rule): readonly Requirement[] {
  return requires.map((each) => (typeof each === 'string' ? { flag: each } : each));
}

/**
 * Whether all that the flag `from` requires holds: other flags are on or off, or serve certain variants (docs/flags.md,
 * "Flags that require others").
 */
export function areMet(
  from: string,
  requirements: readonly Requirement[],
  context: EvaluationContext,
  flags: FlagScope,
  now: number,
): boolean {
  for (let i = 0; i < requirements.length; i++) {
    const requirement = requirements[i]!;
    if (!satisfies(follow(from, requirement.flag, context, flags, now), requirement)) return false;
  }
  return true;
}

/** Whether an answer is what is required. No answer never is, and a flag that is off serves no variant. */
export function satisfies(outcome: Outcome | undefined, { variant, enabled = true }: Requirement): boolean {
  if (outcome === undefined) return false;
  if (variant === undefined) return outcome.on === enabled;
  if (outcome.variant === undefined || outcome.reason === 'DISABLED') return false;
  return typeof variant === 'string' ? outcome.variant === variant : variant.includes(outcome.variant);
}
