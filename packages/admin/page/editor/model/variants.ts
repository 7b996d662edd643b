import type { FlagDefinition, JsonValue, Rule } from '@halyard/core';
import type { FlagForm } from './flag-form.js';
import { withKey } from './json-object.js';

type Variants = NonNullable<FlagDefinition['variants']>;

/** The form with one more variant, under an unused name. */
export function withNewVariant(form: FlagForm): FlagForm {
  const variants = variantsOf(form);
  let number = Object.keys(variants).length + 1;
  while (Object.hasOwn(variants, `variant-${number}`)) number += 1;
  return withVariants(form, { ...variants, [`variant-${number}`]: number });
}

/** The form with another value for a variant. */
export function withVariantValue(form: FlagForm, name: string, value: JsonValue): FlagForm {
  return withVariants(form, { ...variantsOf(form), [name]: value });
}

/** The form with a variant renamed everywhere. */
export function withRenamedVariant(form: FlagForm, from: string, to: string): FlagForm {
  const renamed = (name: JsonValue | undefined): JsonValue | undefined => (name === from ? to : name);
  const { definition } = withVariants(form, renamedKey(variantsOf(form), from, to));
  return {
    ...form,
    definition: withKey(definition, 'default', renamed(definition.default)),
    rules: form.rules.map((each) => {
      const { rule } = each;
      if (rule.serve !== from && !Object.hasOwn(rule.split ?? {}, from)) return each;
      const served = withKey(rule, 'serve', renamed(rule.serve));
      const { split } = rule;
      return {
        ...each,
        rule: split === undefined ? served : withKey(served, 'split', renamedKey(split, from, to)),
      };
    }),
  };
}

/** The reason why a variant can't be removed, in words; `undefined` if it can. */
export function variantUse(form: FlagForm, name: string): string | undefined {
  if (Object.keys(variantsOf(form)).length === 1) return 'it is the only variant';
  if (form.definition.default === name) return 'it is the default';
  const index = form.rules.findIndex(({ rule }) => serves(rule, name));
  return index === -1 ? undefined : `rule ${index + 1} serves it`;
}

/** The form without a variant. It is removed from splits too. */
export function withoutVariant(form: FlagForm, name: string): FlagForm {
  const rules = form.rules.map((each) => {
    const { split } = each.rule;
    if (split === undefined || !Object.hasOwn(split, name)) return each;
    return { ...each, rule: { ...each.rule, split: withKey(split, name, undefined) } };
  });
  return { ...withVariants(form, withKey(variantsOf(form), name, undefined)), rules };
}

function serves({ serve, split }: Rule, name: string): boolean {
  return serve === name || (split !== undefined && Object.hasOwn(split, name) && split[name]! > 0);
}

function variantsOf({ definition }: FlagForm): Variants {
  return definition.variants ?? {};
}

function withVariants(form: FlagForm, variants: Variants): FlagForm {
  return { ...form, definition: withKey(form.definition, 'variants', variants) };
}

function renamedKey<Value>(
  object: { readonly [key: string]: Value },
  from: string,
  to: string,
): { readonly [key: string]: Value } {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key === from ? to : key, value]));
}
