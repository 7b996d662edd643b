import type { FlagDefinition, JsonValue } from '@halyard/core';
import type { JsonObject } from '../json-object.js';

/** The variants of a flag, and the variant for a rule's `serve` or for the default. */
export interface NamedVariants {
  readonly variants: JsonObject;
  readonly nameOf: (served: JsonValue) => string;
}

/** The value that a definition serves if no rule matches. Without `rules` this is on. */
export function defaultOf({ default: fallback, rules }: FlagDefinition): JsonValue {
  return fallback === undefined ? rules === undefined : fallback;
}

/** The variants of a definition. A plain value gets a name: `on`, `off`, its own text, or a number. */
export function namedVariants(definition: FlagDefinition): NamedVariants {
  const { variants, rules = [] } = definition;
  if (variants !== undefined) return { variants, nameOf: (served) => served as string };
  const names = new Map<string, string>();
  const named = new Map<string, JsonValue>();
  const nameOf = (value: JsonValue): string => {
    const key = JSON.stringify(value);
    let name = names.get(key) ?? (typeof value === 'boolean' ? (value ? 'on' : 'off') : textName(value));
    for (let i = 2; names.get(key) === undefined && (name === '' || named.has(name)); i++) name = `value${i}`;
    names.set(key, name);
    named.set(name, value);
    return name;
  };
  // Booleans come first, so that no text takes their names.
  const served = [
    defaultOf(definition),
    ...rules.flatMap((rule) => (rule.split === undefined ? [rule.serve ?? true] : [])),
  ];
  for (const value of served.filter((each) => typeof each === 'boolean')) nameOf(value);
  for (const value of served) nameOf(value);
  for (const rule of rules) for (const key of Object.keys(rule.split ?? {})) nameOf(key);
  return { variants: Object.fromEntries(named), nameOf };
}

function textName(value: JsonValue): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : 'value1';
}
