import type { Condition, JsonValue, Rule } from '@halyard/core';
import { partsOf, type RuleParts, withoutRollout } from './from-parts.js';
import { fractionalRules } from './from-fractional.js';
import { type JsonObject, operationOf } from './logic.js';
import { Untranslatable } from './untranslatable.js';

/** The values that the rules of a flag may serve. */
export interface Served {
  /** The flag's name. Its buckets depend on it. */
  readonly name: string;
  readonly variants: JsonObject;
  readonly defaultVariant: string;
}

/** The rules for flagd's `targeting`. Throws {@link Untranslatable}. */
export function rulesOf(targeting: JsonValue, served: Served): Rule[] {
  return result('targeting', targeting, served);
}

/** The rules for an expression that gives a result. If none matches, the flag serves its default. */
function result(path: string, expression: JsonValue, served: Served): Rule[] {
  if (expression === null) return [];
  const operation = operationOf(expression);
  if (operation?.operator === 'if') return branches(`${path}.if`, operation.operands, served);
  if (operation?.operator === 'fractional')
    return fractionalRules(`${path}.fractional`, operation.operands, served.variants, served.name);
  // A comparison as a result chooses between the variants `true` and `false`.
  if (operation !== undefined && COMPARISONS.has(operation.operator)) {
    return branches(path, [expression, true, false], served);
  }
  return [{ serve: variantOf(path, expression, served.variants) }];
}

/** The operators that only give true or false. */
const COMPARISONS: ReadonlySet<string> = new Set([
  '==',
  '===',
  '!=',
  '!==',
  '<',
  '<=',
  '>',
  '>=',
  '!',
  '!!',
  'in',
  'some',
  'starts_with',
  'ends_with',
  'sem_ver',
]);

function branches(path: string, operands: readonly JsonValue[], served: Served): Rule[] {
  const rules: Rule[] = [];
  for (let i = 0; i + 1 < operands.length; i += 2) {
    const when = partsOf(`${path}[${i}]`, operands[i]!, served.name);
    const inside = result(`${path}[${i + 1}]`, operands[i + 1]!, served);
    for (const rule of inside) rules.push(both(`${path}[${i + 1}]`, when, rule, served.name));
    // A taken branch decides, even if nothing inside it matches.
    if (!inside.some(isOpen)) rules.push({ ...when, serve: served.defaultVariant });
  }
  const otherwise = operands.length % 2 === 1 ? operands.at(-1)! : null;
  return [...rules, ...result(`${path}[${operands.length - 1}]`, otherwise, served)];
}

/** A rule that also requires `parts`. */
function both(path: string, parts: RuleParts, rule: Rule, name: string): Rule {
  const { when, ...rest } = rule;
  for (const part of ['users', 'schedule'] as const) {
    if (parts[part] !== undefined && rest[part] !== undefined)
      throw new Untranslatable(path, `has two ${part} parts`);
  }
  const outside = fitTogether(parts, rule) ? parts : withoutRollout(parts, name);
  const conditions: Condition[] = [outside.when, when].flatMap((condition) =>
    condition === undefined ? [] : [condition],
  );
  const [first, second] = conditions;
  return {
    ...outside,
    ...rest,
    ...(first === undefined ? {} : { when: second === undefined ? first : { $and: [first, second] } }),
  };
}

/** Whether the rollout of one and the buckets of the other can share one key and one seed. */
function fitTogether(parts: RuleParts, { rollout, split, by, seed }: Rule): boolean {
  if (parts.rollout === undefined || (rollout === undefined && split === undefined)) return true;
  return rollout === undefined && JSON.stringify([parts.by, parts.seed]) === JSON.stringify([by, seed]);
}

// A split serves nothing to a context without a key, so the rule must not match it.
function isOpen(rule: Rule): boolean {
  return Object.keys(rule).every((key) => key === 'serve');
}

function variantOf(path: string, expression: JsonValue, variants: JsonObject): string {
  const name = typeof expression === 'boolean' ? String(expression) : expression;
  if (typeof name === 'string' && Object.hasOwn(variants, name)) return name;
  const shown = JSON.stringify(expression).slice(0, 60);
  throw new Untranslatable(path, `must give a variant, an if or a fractional, received ${shown}`);
}
