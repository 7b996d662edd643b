import type { ExplainedPart, Explanation } from '@halyard/core';
import { valueWords } from '../../words/value-words.js';

/** What somebody gets: `on`, `off`, the name of a variant, or the value. */
export function answerInWords({ answer: { value, variant } }: Explanation): string {
  if (typeof value === 'boolean')
    return variant === undefined || variant === String(value) ? (value ? 'on' : 'off') : variant;
  return variant ?? valueWords(value);
}

/** Why they get it, to follow `because`: `rule 2 (staff) holds: plan is "pro", wanted "pro"`. */
export function reasonInWords({ answer, enabled, requires, rules }: Explanation): string {
  if (answer.reason === 'OVERRIDE') return 'it is overridden in the process that answers';
  if (!enabled) return 'the flag is disabled';
  const missing = requires.find(({ held }) => !held);
  if (missing !== undefined) {
    const wanted = missing.variant === undefined ? missing.flag : `${missing.flag} at ${missing.variant}`;
    return `it needs ${wanted}, but ${missing.why}`;
  }
  if (answer.rule !== undefined) {
    const { index, name } = answer.rule;
    const parts = rules.find((rule) => rule.index === index)?.parts ?? [];
    const why = parts.flatMap(whys).join('; ');
    const rule = name === undefined ? `rule ${index + 1}` : `rule ${index + 1} (${name})`;
    return why === '' ? `${rule} is for everyone` : `${rule} holds: ${why}`;
  }
  return rules.length === 0
    ? 'there are no rules: everyone gets the same'
    : 'no rule matches, and this is the default';
}

/** The reasons at the bottom: a condition's own sentence says less than those of its parts. */
function whys({ part, why, parts = [] }: ExplainedPart): string[] {
  return part === 'when' && parts.length > 0 ? parts.flatMap(whys) : [why];
}
