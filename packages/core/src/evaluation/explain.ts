import type { Flag, FlagScope } from './flag.js';
import { explainRequirements } from './explain/explain-requirements.js';
import { explainRule } from './explain/explain-rule.js';
import { explanationLines } from './explain/explanation-lines.js';
import type { EvaluationContext } from './evaluation.js';
import type { ExplainedRule, Explanation } from './explanation.js';

/**
 * Explains the answer of a flag for a context at `now`: whether it is enabled, what it requires, and each rule
 * part by part, why it held or not. The answer is `decide`'s own. May throw what a getter of the context throws.
 */
export function explain(flag: Flag, context: EvaluationContext, flags: FlagScope, now: number): Explanation {
  const { name, definition } = flag;
  const answer = flag.decide(context, flags, now);
  const requires = explainRequirements(definition, { flag: name, context, flags, now });
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
