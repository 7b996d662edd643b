import type { JsonValue, Rule } from '@halyard/core';
import { withoutIdleBucketing } from './bucketing.js';
import { withKey } from './json-object.js';
import { evenSplit } from './split-shares.js';
import type { ValueKind } from './value-kind.js';

/** The rule that serves this value or variant. Without variants, `true` is implied and left out. */
export function withServed(rule: Rule, kind: ValueKind, value: JsonValue): Rule {
  const { split: _, ...rest } = rule;
  const served = withKey(rest as Rule, 'serve', value === true && kind !== 'variants' ? undefined : value);
  return withoutIdleBucketing(served);
}

/** The rule with an even split between these. */
export function withEvenSplit(rule: Rule, names: readonly string[]): Rule {
  const { serve: _, ...rest } = rule;
  return { ...rest, split: evenSplit(names) };
}

/** An initial rule, which serves another value than the default. */
export function newRule(kind: ValueKind, fallback: JsonValue | undefined, variants: readonly string[]): Rule {
  if (kind === 'boolean' && fallback === true) return { serve: false };
  if (kind !== 'variants') return {};
  return { serve: variants.find((name) => name !== fallback) ?? variants[0] ?? '' };
}
