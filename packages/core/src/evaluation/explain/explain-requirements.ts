import { messageOf } from '../../base/errors.js';
import type { FlagDefinition, Requirement, Rule } from '../../flag/definition.js';
import type { FlagScope } from '../flag.js';
import type { Outcome } from '../evaluation.js';
import type { ExplainedRequirement } from '../explanation.js';
import { beginEvaluation, follow, MAX_ASKED, MAX_DEPTH } from '../follow-reference.js';
import { requirementsOf, satisfies } from '../requirement.js';
import type { Trial } from './trial.js';

/** Explains what a flag or a rule requires of other flags. */
export function explainRequirements(
  requiring: FlagDefinition | Rule,
  { flag, context, flags, now }: Omit<Trial, 'answer'>,
): readonly ExplainedRequirement[] {
  beginEvaluation();
  return requirementsOf(requiring).map((requirement) => {
    try {
      const outcome = follow(flag, requirement.flag, context, flags, now);
      const held = satisfies(outcome, requirement);
      return { ...requirement, held, why: whyMet(flag, requirement, outcome, flags) };
    } catch (error) {
      // The answer did not depend on it, else there would be none. The next is tried for itself.
      beginEvaluation();
      return { ...requirement, held: false, why: `it can't be tried: ${messageOf(error)}` };
    }
  });
}

/** What is required of a flag, to follow its name. */
export function wantedOf({ variant, enabled }: Requirement): string {
  const names = typeof variant === 'string' ? variant : variant?.join(' or ');
  if (names !== undefined) return ` at ${names}`;
  return enabled === false ? ' off' : '';
}

function whyMet(
  from: string,
  { flag: to, variant }: Requirement,
  outcome: Outcome | undefined,
  flags: FlagScope,
): string {
  if (flags.get(to) === undefined) return `there is no flag ${to}`;
  if (outcome === undefined) {
    return flags.inCycle(from, to)
      ? `${from} and ${to} require one another`
      : `it is behind a chain of more than ${MAX_DEPTH} flags, or ${from} asks more than ${MAX_ASKED} in all`;
  }
  const found = variant === undefined ? (outcome.on ? 'on' : 'off') : servedVariant(outcome);
  return `it is ${found} (${outcome.reason})`;
}

function servedVariant({ variant, reason }: Outcome): string {
  return reason === 'DISABLED' ? 'off, and serves no variant' : `at ${variant ?? 'no variant'}`;
}
