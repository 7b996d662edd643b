import type { JsonValue, Rule } from '@halyard/core';
import { any, isAlways, isNever } from '../condition-algebra.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { COMPARISONS } from './compare-literals.js';
import { type Bucket, readFractional } from './fractional.js';
import { withDefined } from '../json-object.js';
import { attributeOf, isPrimitive, operationOf } from './logic.js';
import { joined, partsOf, type RuleParts, withoutGuards, withoutShare } from './rule-parts.js';
import { bucketingKeys, sharesOf } from './shares.js';
import type { Served } from './served.js';
import { insideIf, type Scope } from './truth.js';
import { truthOf } from './truth-of.js';
import { valuesOfText } from '../values-of-text.js';
import { chosenWeights } from './weights-by-condition.js';

/** The rules for flagd's `targeting` of the flag. Throws {@link UntranslatableError}. */
export function rulesOf(targeting: JsonValue, flag: string, served: Served): Rule[] {
  return withoutTail(
    result('targeting', targeting, { flag, keys: new Set(), isCompiled: true }, served),
    served,
  );
}

/** The operators that only give true, false or null. */
const TESTS: ReadonlySet<string> = new Set([
  ...COMPARISONS,
  '!',
  '!!',
  'in',
  'some',
  'none',
  'starts_with',
  'ends_with',
  'sem_ver',
]);

/** The rules for an expression that gives a result. Where none of them matches, the result is null. */
function result(path: string, expression: JsonValue, scope: Scope, served: Served): Rule[] {
  if (expression === null) return [];
  const operation = operationOf(expression);
  if (operation === undefined) return [{ serve: variantOf(path, expression, served) }];
  const { operator, operands } = operation;
  if (operator === 'if') return branches(`${path}.if`, operands, scope, served);
  if (operator === 'fractional') return buckets(`${path}.fractional`, operands, scope, served);
  if (TESTS.has(operator)) return verdicts(path, expression, scope, served);
  throw new UntranslatableError(path, mustGive(expression));
}

/** A comparison as a result chooses between the variants `true` and `false`. */
function verdicts(path: string, expression: JsonValue, scope: Scope, served: Served): Rule[] {
  const { holds, fails, isNull = fails } = truthOf(path, expression, scope);
  const { defaultVariant } = served;
  const without = any([fails, isNull]);
  return [
    { ...whenOf(holds), serve: variantOf(path, true, served) },
    ...(isNever(without) ? [] : [{ ...whenOf(without), serve: defaultVariant }]),
    { serve: variantOf(path, false, served) },
  ].filter(({ when }: Rule) => when === undefined || !isNever(when));
}

function branches(path: string, operands: readonly JsonValue[], around: Scope, served: Served): Rule[] {
  const scope = insideIf(operands, around);
  const rules: Rule[] = [];
  for (let i = 0; i + 1 < operands.length; i += 2) {
    const { parts, fails, inside } = partsOf(`${path}[${i}]`, operands[i]!, scope);
    const taken = result(`${path}[${i + 1}]`, operands[i + 1]!, inside, served);
    rules.push(...taken.map((rule) => both(parts, rule, scope.flag)));
    // A taken branch decides, even if nothing inside it matches; and a failure ends it all.
    if (!taken.some(isOpen)) rules.push({ ...parts, serve: served.defaultVariant });
    if (!isNever(fails)) rules.push({ ...whenOf(fails), serve: served.defaultVariant });
  }
  const otherwise = operands.length % 2 === 1 ? operands.at(-1)! : null;
  const last = result(`${path}[${operands.length - 1}]`, otherwise, scope, served);
  return [...rules, ...last].filter(({ when }) => when === undefined || !isNever(when));
}

function buckets(path: string, operands: readonly JsonValue[], scope: Scope, served: Served): Rule[] {
  const chosen = chosenWeights(path, operands);
  if (chosen !== undefined) return result(path, chosen, scope, served);
  const fractional = readFractional(path, operands, scope);
  if (fractional === undefined) return [];
  const { text, buckets: list, total } = fractional;
  const split = splitOf(list, served);
  const isSplit = split !== undefined && text.attributes.length > 0 && text.isTextOnly !== true;
  const { seed, ...by } = bucketingKeys(text);
  const own: Rule[] = isSplit ? [{ split, ...by, ...(seed === scope.flag ? {} : { seed }) }] : [];
  const shares = sharesOf(path, { text, buckets: list, total });
  // What a split serves is left: the values of the attribute that are not keys.
  const left = isSplit ? shares.filter(({ when }) => !Object.hasOwn(when, '$rollout')) : shares;
  const rules = left.flatMap(({ when, result: value }, i) => {
    const parts = whenOf(when);
    const inside = named(value, served) ?? result(`${path}[${i}]`, value, scope, served);
    const rest = inside.some(isOpen) ? [] : [{ ...parts, serve: served.defaultVariant }];
    return [...inside.map((rule) => both(parts, rule, scope.flag)), ...rest];
  });
  return [...unusable(list, served), ...own, ...rules];
}

/** The rules for an attribute that names the variant of a bucket. */
function named(expression: JsonValue, served: Served): Rule[] | undefined {
  const attribute = attributeOf(expression);
  if (attribute === undefined) return undefined;
  const known = served.names.map((name) => ({
    when: any(valuesOfText(name).map((value) => ({ [attribute]: { $eq: value } }))),
    serve: name,
  }));
  return [...known, { when: { [attribute]: { $exists: true } }, serve: served.none() }];
}

/** A `fractional` is null if an attribute that names a variant is a list or an object, whichever the bucket. */
function unusable(list: readonly Bucket[], { defaultVariant }: Served): Rule[] {
  const attributes = list.flatMap(({ result: value }) => attributeOf(value) ?? []);
  if (attributes.length === 0) return [];
  const isOther = attributes.flatMap((attribute) =>
    ['array', 'object'].map((type) => ({ [attribute]: { $type: type } })),
  );
  return [{ when: any(isOther), serve: defaultVariant }];
}

/** A split orders its variants by name. `undefined` if flagd has another order, or only one bucket. */
function splitOf(
  list: readonly { readonly result: JsonValue; readonly weight: number }[],
  served: Served,
): { [variant: string]: number } | undefined {
  const names = list.map(({ result: value }) => (isPrimitive(value) && value !== null ? String(value) : ''));
  const areSorted = names.every((name, i) => served.has(name) && (i === 0 || names[i - 1]! < name));
  // A split with a single variant needs no key, but flagd does.
  if (!areSorted || list.filter(({ weight }) => weight > 0).length < 2) return undefined;
  return Object.fromEntries(list.map(({ weight }, i) => [names[i]!, weight]));
}

/** A rule that also requires `parts`. */
function both(parts: RuleParts, rule: Rule, flag: string): Rule {
  const { when, users, rollout, by, seed, schedule, ...served } = rule;
  const isSplit = served.split !== undefined;
  const sameKeys = JSON.stringify([parts.by, parts.seed]) === JSON.stringify([by, seed]);
  const own = withDefined({ when, users, rollout, schedule }) as RuleParts;
  const keys = withDefined({ by, seed }) as RuleParts;
  // A split and a rollout have one key and one seed.
  if (isSplit) {
    const outside = sameKeys ? parts : withoutShare(parts, flag);
    return withoutGuards({ ...joined(outside, own, flag), ...keys, ...served });
  }
  return withoutGuards({ ...joined(parts, { ...own, ...keys }, flag), ...served });
}

function whenOf(condition: RuleParts['when'] & object): Pick<Rule, 'when'> {
  return isAlways(condition) ? {} : { when: condition };
}

/** Drops the rules at the end that serve the default. */
function withoutTail(rules: readonly Rule[], { defaultVariant }: Served): Rule[] {
  const last = rules.findLastIndex(({ serve, split }) => split !== undefined || serve !== defaultVariant);
  return rules.slice(0, last + 1);
}

// A split serves nothing to a context without a key, so the rule must not match it.
function isOpen(rule: Rule): boolean {
  return Object.keys(rule).every((key) => key === 'serve');
}

/** The caller decides about a variant that the flag does not have. */
function variantOf(path: string, expression: JsonValue, served: Served): string {
  if (!isPrimitive(expression)) throw new UntranslatableError(path, mustGive(expression));
  const name = String(expression);
  return served.has(name) ? name : served.none();
}

function mustGive(expression: JsonValue): string {
  const shown = JSON.stringify(expression).slice(0, 60);
  return `must give a variant, an if or a fractional, received ${shown}`;
}
