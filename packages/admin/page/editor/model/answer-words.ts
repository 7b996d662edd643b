import type { ExplainedPart, Explanation } from '@halyard/core';
import { requirementWords } from '../../words/requirement-words.js';
import { valueWords } from '../../words/value-words.js';

/** What a user gets: `on`, `off`, the name of a variant, or the value; `off, serving 10` where the two differ. */
export function answerInWords({ answer: { on, value, variant } }: Explanation): string {
  const isPlain = typeof value === 'boolean' && (variant === undefined || variant === onOff(value));
  if (isPlain) return onOff(on);
  const served = variant ?? valueWords(value);
  return on || !value ? served : `off, serving ${served}`;
}

/** Why they get it, to follow `because`: `rule 2 (staff) holds: plan is "pro", wanted "pro"`. */
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

/** What made an answer impossible: the only line then says so, between `beta is off: ` and ` (ERROR)`. */
function errorIn([line = '']: Explanation['lines']): string {
  return line.replace(/^\S+ is (?:on|off): /, '').replace(/ \(ERROR\)$/, '');
}

/** The reasons at the bottom: a condition's own sentence says less than those of its parts. */
function whys({ part, why, parts = [] }: ExplainedPart): string[] {
  if (part === 'when' && parts.length > 0) return parts.map((inner) => inner.why);
  // The flag is named by the part alone: `requires billing`, `it is on (STATIC)`.
  const [, flag] = /^requires (\S+)/.exec(part) ?? [];
  return [flag === undefined ? why : why.replace(/^it/, () => flag)];
}

function onOff(on: boolean): string {
  return on ? 'on' : 'off';
}
