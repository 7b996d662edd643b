import type { Outcome } from './evaluation/evaluation.js';
import type { FlagDefinition, JsonValue } from './flag/definition.js';
import type { Flag } from './flag/flag.js';

/** `flags` with the values that were set for this process in their place. The same map when there are none. */
export function applyOverrides(
  flags: ReadonlyMap<string, Flag>,
  overrides: ReadonlyMap<string, JsonValue>,
): ReadonlyMap<string, Flag> {
  if (overrides.size === 0) return flags;
  const merged = new Map(flags);
  for (const [name, value] of overrides) merged.set(name, overridden(name, value, flags.get(name)));
  return merged;
}

/** A flag that answers `value` to everyone; the name of one of the flag's variants stands for that variant. */
function overridden(name: string, value: JsonValue, flag: Flag | undefined): Flag {
  const definition: FlagDefinition = flag?.definition ?? {};
  const isVariant = typeof value === 'string' && Object.hasOwn(definition.variants ?? {}, value);
  const served = isVariant ? definition.variants![value]! : value;
  const variant = isVariant ? value : typeof served === 'boolean' ? (served ? 'on' : 'off') : undefined;
  const outcome: Outcome = Object.freeze({
    value: served,
    on: Boolean(served),
    ...(variant === undefined ? {} : { variant }),
    reason: 'OVERRIDE',
  });
  return {
    name,
    text: flag?.text ?? '',
    definition,
    version: flag?.version ?? '',
    constant: outcome,
    references: [],
    readsContext: false,
    readsClock: false,
    decide: () => outcome,
  };
}
