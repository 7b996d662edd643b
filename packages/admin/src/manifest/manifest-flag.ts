import type { FlagDeclaration, FlagDefinition, JsonValue } from '@halyard/core';
import { isObject } from '@halyard/core/store';

/** The type of a flag in a manifest. */
export type ManifestType = 'boolean' | 'string' | 'integer' | 'float' | 'object';

/** All types. */
export const MANIFEST_TYPES: readonly ManifestType[] = ['boolean', 'string', 'integer', 'float', 'object'];

/** A flag in a manifest of the OpenFeature CLI. */
export interface ManifestFlag {
  /** The name. */
  readonly key: string;
  /** The type of the values. A list counts as an object. */
  readonly type: ManifestType;
  /** What the flag is for. */
  readonly description?: string;
  /** What code gives when there is no answer. It need not be what the flag serves. */
  readonly defaultValue: JsonValue;
}

/** The key of a definition's metadata that keeps the default of a flag that the program does not declare. */
export const DEFAULT_KEY = 'manifestDefault';

/**
 * The flag in a manifest, of what is stored and what the program declares. The default is the declared one, else the one
 * that was pushed, else `false` for a boolean flag, else what the flag serves by default: switching a flag does not change it.
 * `undefined` for a flag without a type, because its default is null.
 */
export function manifestFlag(
  key: string,
  definition: FlagDefinition | undefined,
  declaration: FlagDeclaration | undefined,
): ManifestFlag | undefined {
  const served = servedDefault(definition);
  const pushed = definition?.metadata?.[DEFAULT_KEY];
  const own = typeof served === 'boolean' ? false : served;
  const defaultValue = declaration?.default ?? pushed ?? own;
  if (defaultValue === null) return undefined;
  const description = definition?.description ?? declaration?.description;
  const others = servedValues(definition).filter((value) => typeof value === 'number');
  return {
    key,
    type: typeOf(defaultValue, others),
    ...(description === undefined ? {} : { description }),
    defaultValue,
  };
}

/** The type of a default. A number is whole only if the other numbers that the flag serves are. */
export function typeOf(value: NonNullable<JsonValue>, others: readonly number[] = []): ManifestType {
  if (typeof value === 'number') return [value, ...others].every(Number.isInteger) ? 'integer' : 'float';
  return Array.isArray(value) || isObject(value) ? 'object' : (typeof value as 'boolean' | 'string');
}

function servedDefault({ default: value, variants, rules }: FlagDefinition = {}): JsonValue {
  if (variants !== undefined) return variants[value as string]!;
  return value === undefined ? rules === undefined : value;
}

function servedValues({ default: value = null, variants, rules = [] }: FlagDefinition = {}): JsonValue[] {
  if (variants !== undefined) return Object.values(variants);
  return [value, ...rules.map(({ serve = true }) => serve)];
}
