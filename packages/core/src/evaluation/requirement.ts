import type { FlagDefinition, Requirement } from '../flag/definition.js';
import type { FlagScope } from '../flag/flag.js';
import type { EvaluationContext } from './evaluation.js';
import { follow } from './reference.js';

/** The requirements of a definition in their long form. */
export function requirementsOf(definition: FlagDefinition): readonly Requirement[] {
  const { requires = [] } = definition;
  return requires.map((each) => (typeof each === 'string' ? { flag: each } : each));
}

/** Whether what the flag `from` requires holds: another flag is on, or gives a certain variant. */
export function isMet(
  from: string,
  { flag, variant }: Requirement,
  context: EvaluationContext,
  flags: FlagScope,
  now: number,
): boolean {
  const outcome = follow(from, flag, context, flags, now);
  if (outcome === undefined) return false;
  return variant === undefined ? outcome.on : outcome.variant === variant;
}
