import type { ExplainedPart, ExplainedRequirement, ExplainedRule, Explanation } from '../explanation.js';
import { describe } from './describe.js';
import { wantedOf } from './explain-requirements.js';

/** An explanation as text: a line each, what belongs to another indented below it. */
export function explanationLines(explanation: Omit<Explanation, 'lines'>): readonly string[] {
  const { enabled, requires, rules } = explanation;
  return [
    headline(explanation),
    ...(enabled ? [] : ['  it is not enabled']),
    ...requires.map(requirementLine),
    ...rules.flatMap(ruleLines),
  ];
}

function headline({ flag, answer, rules }: Omit<Explanation, 'lines'>): string {
  const { on, value, variant, reason, rule } = answer;
  const served = variant === undefined ? describe(value) : variant;
  const by =
    reason === 'OVERRIDE'
      ? 'by an override'
      : reason === 'DISABLED'
        ? 'what it serves while off'
        : rule === undefined
          ? rules.length === 0
            ? 'for everyone'
            : 'the default, because no rule matched'
          : `by ${ruleName(rule)}`;
  return `${flag} is ${on ? 'on' : 'off'}: ${served}, ${by} (${reason})`;
}

function requirementLine(requirement: ExplainedRequirement): string {
  const { flag, held, why } = requirement;
  return `  requires ${flag}${wantedOf(requirement)}: ${verdict(held)}, ${why}`;
}

function ruleLines(rule: ExplainedRule): string[] {
  return [`  ${ruleName(rule)}: ${rule.result}`, ...rule.parts.flatMap((part) => partLines(part, '    '))];
}

function partLines({ part, held, why, parts = [] }: ExplainedPart, indent: string): string[] {
  return [
    `${indent}${part}: ${verdict(held)}, ${why}`,
    ...parts.flatMap((inner) => partLines(inner, `${indent}  `)),
  ];
}

function ruleName({ index, name }: { readonly index: number; readonly name?: string }): string {
  return name === undefined ? `rule ${index}` : `rule ${index} (${name})`;
}

function verdict(held: boolean): string {
  return held ? 'holds' : 'does not hold';
}
