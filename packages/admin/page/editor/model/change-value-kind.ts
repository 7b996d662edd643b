import type { JsonValue, Rule } from '@halyard/core';
import type { FlagForm } from './flag-form.js';
import { withKey } from './json-object.js';
import type { RuleForm } from './rule-form.js';
import type { ValueKind } from './value-kind.js';

/**
 * The form of a flag that gives another kind of value. Values go along as far as the new kind can say them: a variant
 * becomes its value, on and off become the variants `on` and `off`. A split that means nothing any more goes.
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
    definition: withKey(rest, 'default', valueOf(rest.default, false)),
    rules: onRules(form, (rule) => {
      const served = withKey(rule, 'serve', valueOf(rule.serve, true));
      return kind === 'boolean' ? withKey(served, 'split', undefined) : served;
    }),
  };
}

function toVariants(form: FlagForm): FlagForm {
  const { default: fallback = false } = form.definition;
  const served = form.rules.flatMap(({ rule: { serve = true, split } }) =>
    split === undefined ? [serve] : Object.keys(split),
  );
  const variants = new Map<string, JsonValue>([
    ['on', true],
    ['off', false],
  ]);
  const nameOf = (value: JsonValue): string => {
    if (typeof value === 'boolean') return value ? 'on' : 'off';
    const name = typeof value === 'string' && value.trim() !== '' ? value : JSON.stringify(value);
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

function onRules({ rules }: FlagForm, change: (rule: Rule) => Rule): readonly RuleForm[] {
  return rules.map((each) => ({ ...each, rule: change(each.rule) }));
}
