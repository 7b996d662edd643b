import type { JsonValue, Rule } from '@halyard/core';
import { withoutIdleBucketing } from './bucketing.js';
import { type FlagForm, servedOtherwise } from './flag-form.js';
import { sameJson, withKey } from './json-object.js';
import type { RuleForm } from './rule-form.js';
import type { ValueKind } from './value-kind.js';

/**
 * The form with another type of value. Values are converted as far as the new type allows: a variant becomes its value, on
 * and off become the variants `on` and `off`. A split without a meaning is dropped.
 */
export function withValueKind(form: FlagForm, kind: ValueKind): FlagForm {
  if (kind === form.kind) return form;
  if (kind === 'variants') return toVariants(form);
  const { variants, ...rest } = form.definition;
  const valueOf = (value: JsonValue | undefined, absent: boolean): JsonValue | undefined => {
    const named = typeof value === 'string' && variants !== undefined && Object.hasOwn(variants, value);
    const meant = named ? variants[value]! : value;
    if (kind === 'value') return meant;
    const on = meant === undefined ? absent : Boolean(meant);
    return on === absent ? undefined : on;
  };
  return {
    ...form,
    kind,
    definition: withKey(rest, 'default', valueOf(rest.default, !form.ruled)),
    rules: onRules(form, (rule) => {
      const served = withKey(rule, 'serve', valueOf(rule.serve, true));
      return kind === 'boolean' ? withoutIdleBucketing(withKey(served, 'split', undefined)) : served;
    }),
  };
}

function toVariants(form: FlagForm): FlagForm {
  const fallback = servedOtherwise(form);
  const served = form.rules.flatMap(({ rule: { serve = true, split } }) =>
    split === undefined ? [serve] : Object.keys(split),
  );
  const variants = new Map<string, JsonValue>([
    ['on', true],
    ['off', false],
  ]);
  const nameOf = (value: JsonValue): string => {
    for (const [name, other] of variants) if (sameJson(value, other)) return name;
    let name = variantName(value);
    while (variants.has(name)) name += '_';
    variants.set(name, value);
    return name;
  };
  for (const value of [fallback, ...served]) nameOf(value);
  return {
    ...form,
    kind: 'variants',
    definition: { ...form.definition, variants: Object.fromEntries(variants), default: nameOf(fallback) },
    rules: onRules(form, (rule) =>
      rule.split === undefined ? { ...rule, serve: nameOf(rule.serve ?? true) } : rule,
    ),
  };
}

/** A variant name for a value. Names have no white space. */
function variantName(value: JsonValue): string {
  const text = typeof value === 'string' && value !== '' ? value : JSON.stringify(value);
  return text.replaceAll(/[\s\p{Cc}]+/gu, '_').slice(0, 100);
}

function onRules({ rules }: FlagForm, change: (rule: Rule) => Rule): readonly RuleForm[] {
  return rules.map((each) => ({ ...each, rule: change(each.rule) }));
}
