import type { FlagDefinition, Requirement } from '../flag/definition.js';
import type { FlagScope } from '../flag/flag.js';
import type { EvaluationContext, Outcome } from './evaluation.js';
import { follow } from './reference.js';

/** The requirements of a definition in their long form. */
export function requirementsOf(definition: FlagDefinition): readonly Requirement[] {
  const { requires = [] } = definition;
  return requires.map((each) => (typeof each === 'string' ? { flag: each } : each));
}

/** Whether what the flag `from` requires holds: another flag is on, or gives a certain variant. */
export function isMet(
  from: string,
  requirement: Requirement,
  context: EvaluationContext,
  flags: FlagScope,
  now: number,
): boolean {
  return satisfies(follow(from, requirement.flag, context, flags, now), requirement);
}

/** Whether an answer is what is required; none is not. */
export function satisfies(outcome: Outcome | undefined, { variant }: Requirement): boolean {
  if (outcome === undefined) return false;
  return variant === undefined ? outcome.on : outcome.variant === variant;
}
