import type { Flag, FlagScope } from '../flag/flag.js';
import type { Requirement } from '../flag/definition.js';
import { explainRule } from './explain/explain-rule.js';
import { explanationLines } from './explain/explanation-lines.js';
import type { EvaluationContext, Outcome } from './evaluation.js';
import type { ExplainedRequirement, ExplainedRule, Explanation } from './explanation.js';
import { beginEvaluation, follow, MAX_ASKED } from './reference.js';
import { requirementsOf, satisfies } from './requirement.js';

/**
 * Explains the answer of a flag for a context at `now`: whether it is enabled, what it requires, and each rule
 * part by part, why it held or not. The answer is `decide`'s own. May throw what a getter of the context throws.
 */
export function explain(flag: Flag, context: EvaluationContext, flags: FlagScope, now: number): Explanation {
  const { name, definition } = flag;
  const answer = flag.decide(context, flags, now);
  beginEvaluation();
  const requires = requirementsOf(definition).map((requirement): ExplainedRequirement => {
    const outcome = follow(name, requirement.flag, context, flags, now);
    const held = satisfies(outcome, requirement);
    return { ...requirement, held, why: whyMet(name, requirement, outcome, flags) };
  });
  const rulesAsked = answer.reason !== 'DISABLED' && answer.reason !== 'OVERRIDE';
  const last = answer.rule?.index ?? Infinity;
  const rules = (definition.rules ?? []).map((rule, index): ExplainedRule => {
    const which = rule.name === undefined ? { index } : { index, name: rule.name };
    if (!rulesAsked || index > last) return { ...which, result: 'not reached', parts: [] };
    const own = index === last ? answer : undefined;
    const parts = explainRule(rule, { flag: name, context, flags, now, answer: own });
    return { ...which, result: own === undefined ? 'did not match' : 'served', parts };
  });
  const explanation = { flag: name, answer, enabled: definition.enabled !== false, requires, rules };
  return { ...explanation, lines: explanationLines(explanation) };
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
      : `${from} asks more than ${MAX_ASKED} flags in all`;
  }
  const found = variant === undefined ? (outcome.on ? 'on' : 'off') : `at ${outcome.variant ?? 'no variant'}`;
  return `it is ${found} (${outcome.reason})`;
}
