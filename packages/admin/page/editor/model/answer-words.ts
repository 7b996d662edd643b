import type { ExplainedPart, Explanation } from '@halyard/core';
import { requirementWords } from '../../words/requirement-words.js';
import { valueWords } from '../../words/value-words.js';

/** The answer in words: `on`, `off`, the name of a variant, or the value. `off, serving 10` if the two differ. */
export function answerInWords({ answer: { on, value, variant } }: Explanation): string {
  const isPlain = typeof value === 'boolean' && (variant === undefined || variant === onOff(value));
  if (isPlain) return onOff(on);
  const served = variant ?? valueWords(value);
  return on || !value ? served : `off, serving ${served}`;
}

/** The reason, to follow `because`: `rule 2 (staff) holds: plan is "pro", wanted "pro"`. */
export function reasonInWords({ answer, enabled, requires, rules, lines }: Explanation): string {
  if (answer.reason === 'ERROR') return errorIn(lines);
  if (answer.reason === 'OVERRIDE') return 'the answering process has an override';
  if (!enabled) return 'the flag is disabled';
  const unmet = requires.find(({ held }) => !held);
  if (unmet !== undefined) return `it requires that ${requirementWords(unmet)}, but ${unmet.why}`;
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

/** The error of an evaluation: the only line has it between `beta is off: ` and ` (ERROR)`. */
function errorIn([line = '']: Explanation['lines']): string {
  return line.replace(/^\S+ is (?:on|off): /, '').replace(/ \(ERROR\)$/, '');
}

/** The innermost reasons: the parts of a condition say more than its own sentence. */
function whys({ part, why, parts = [] }: ExplainedPart): string[] {
  if (part === 'when' && parts.length > 0) return parts.map((inner) => inner.why);
  // Only the outer part names the flag: `requires billing`, `it is on (STATIC)`.
  const [, flag] = /^requires (\S+)/.exec(part) ?? [];
  return [flag === undefined ? why : why.replace(/^it/, () => flag)];
}

function onOff(on: boolean): string {
  return on ? 'on' : 'off';
}
